"""What France looks like, offline: communes, départements, régions, outlines."""
