package io.mobula.core.control;

import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Share;
import java.util.List;

/**
 * A job in the log: a driver, and the code its tasks need.
 *
 * @param home the node whose session the driver's life hangs on
 * @param weight as {@link Share} has it
 */
public record Job(String name, ProcessId home, List<CodePart> code, int weight) {
    public Job(String name, ProcessId home, List<CodePart> code) {
        this(name, home, code, Share.EQUAL);
    }

    public Job {
        code = List.copyOf(code);
    }

    /** One entry of the class path, by content. */
    public record CodePart(String name, String sha256, long sizeBytes) {}
}
