package io.mobula.code;

import java.util.List;

/**
 * A class path by content, in its order.
 *
 * <p>An entry is a jar; a folder of classes is packed into a jar whose bytes depend on its content alone.
 */
public record Manifest(List<Entry> entries) {
    public Manifest {
        entries = List.copyOf(entries);
    }

    /**
     * One jar.
     *
     * @param name for messages: the file's or folder's name on the driver
     * @param sha256 lower-case hex
     */
    public record Entry(String name, String sha256, long sizeBytes) {}
}
