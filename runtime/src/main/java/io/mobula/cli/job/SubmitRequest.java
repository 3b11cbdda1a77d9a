package io.mobula.cli.job;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A program to be run in the cluster, as the command line names it. */
public record SubmitRequest(
        Path jar,
        List<Path> classPath,
        Optional<String> mainClass,
        Optional<String> name,
        List<String> arguments,
        Place place) {

    /**
     * How its driver is run.
     *
     * @param node by name; empty: the one that is asked
     * @param heapBytes empty: the node's default
     */
    public record Place(Optional<String> node, OptionalLong heapBytes, Map<String, String> environment) {}
}
