package io.mobula.output;

import java.util.Optional;

/**
 * What is printed on a node.
 *
 * @param process by the node itself, if that is kept
 * @param bodies by the bodies of jobs
 */
public record NodeLogs(Optional<OutputLog> process, TaskOutputs bodies) {}
