package io.mobula.core.control;

import io.mobula.core.id.ProcessId;
import java.util.List;

/**
 * A job in the log: a driver, and the code its tasks need.
 *
 * @param home the node whose session the driver's life hangs on
 */
public record Job(String name, ProcessId home, List<CodePart> code) {
    public Job {
        code = List.copyOf(code);
    }

    /** One entry of the class path, by content. */
    public record CodePart(String name, String sha256, long sizeBytes) {}
}
