package io.mobula.control;

import io.mobula.code.Manifest;
import io.mobula.core.id.ProcessId;

/**
 * A job as the control log keeps it.
 *
 * @param name what the driver calls itself, for people
 * @param home the node whose session the driver's life hangs on
 * @param code the class path, by content
 */
public record JobSpec(String name, ProcessId home, Manifest code) {}
