package io.mobula.store.spill;

/**
 * What is on disk.
 *
 * @param liveBytes of objects that somebody needs
 * @param fileBytes of all files: with what in them has been freed, until the last object of the file is
 * @param written since the start, in bytes
 * @param readBack since the start, in bytes
 */
public record SpillStats(long liveBytes, long fileBytes, int files, long capacityBytes, long written, long readBack) {
    public static final SpillStats NONE = new SpillStats(0, 0, 0, 0, 0, 0);
}
