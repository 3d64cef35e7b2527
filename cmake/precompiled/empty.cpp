// A target needs a source; what this one is for is its precompiled header (cmake/Precompiled.cmake).
