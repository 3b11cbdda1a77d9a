package io.mobula.config;

/**
 * Programs submitted to a node.
 *
 * @param maxRunning drivers at a time
 * @param driverHeapBytes of one whose submitter names none
 * @param outputBytes kept of what each prints
 * @param kept finished jobs that are remembered
 * @param keptBytes of their folders together
 * @param taskOutputBytes kept of what the tasks and actors of each job print on the node
 * @param taskOutputTotalBytes of all jobs together
 */
public record JobsConfig(
        int maxRunning,
        long driverHeapBytes,
        long outputBytes,
        int kept,
        long keptBytes,
        long taskOutputBytes,
        long taskOutputTotalBytes) {}
