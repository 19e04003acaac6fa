"""A point of the Earth."""

from math import asin, cos, radians, sin, sqrt

from msgspec import Struct

# Mean radius of the Earth (IUGG), in metres.
EARTH_RADIUS_METRES = 6_371_008.8


class Place(Struct, frozen=True, order=True):
    """A point in decimal degrees, WGS 84; north and east are positive."""

    latitude: float
    longitude: float

    def distance_to(self, other: "Place") -> float:
        """Return the distance in metres on a sphere (haversine), right to about 0.5 %."""
        half_height = radians(other.latitude - self.latitude) / 2
        half_width = radians(other.longitude - self.longitude) / 2
        parallels = cos(radians(self.latitude)) * cos(radians(other.latitude))
        chord = sin(half_height) ** 2 + parallels * sin(half_width) ** 2
        return 2 * EARTH_RADIUS_METRES * asin(min(1.0, sqrt(chord)))

    def swapped(self) -> "Place":
        """Return the point one gets when latitude and longitude are exchanged."""
        return Place(latitude=self.longitude, longitude=self.latitude)
