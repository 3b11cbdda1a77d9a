package io.mobula.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One node: its name, where it listens, what it offers.
 *
 * @param port 0 asks for any free one
 * @param unixSocket empty when switched off
 * @param resources the operator's own, by name; cpus and memory are not among them
 * @param labels what the node is, for tasks and actors that ask for nodes of a kind
 */
public record NodeConfig(
        String name,
        String host,
        int port,
        Optional<Path> unixSocket,
        Path dataDir,
        double cpus,
        long memoryBytes,
        long heapBytes,
        Map<String, Double> resources,
        Map<String, String> labels) {

    public NodeConfig {
        resources = Collections.unmodifiableMap(new TreeMap<>(resources));
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    }
}
