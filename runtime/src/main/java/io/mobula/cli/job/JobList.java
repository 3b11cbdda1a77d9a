package io.mobula.cli.job;

import java.util.List;

/**
 * The cluster's jobs, of all nodes that answered; newest first.
 *
 * @param silent names of nodes that are in the view and did not answer: their jobs are not listed
 */
public record JobList(List<Job> jobs, List<Node> nodes, List<String> silent) {
    public record Node(String name, String address) {}

    public JobList {
        jobs = List.copyOf(jobs);
        nodes = List.copyOf(nodes);
        silent = List.copyOf(silent);
    }
}
