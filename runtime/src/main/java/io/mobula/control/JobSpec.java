package io.mobula.control;

import io.mobula.code.Manifest;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Share;

/**
 * A job as the control log keeps it.
 *
 * @param name what the driver calls itself, for people
 * @param home the node whose session the driver's life hangs on
 * @param code the class path, by content
 * @param weight beside other jobs, as {@link Share} has it
 */
public record JobSpec(String name, ProcessId home, Manifest code, int weight) {
    public JobSpec(String name, ProcessId home, Manifest code) {
        this(name, home, code, Share.EQUAL);
    }
}
