package io.mobula.api;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where and how to connect.
 *
 * @param address {@code host:port} or {@code unix:/path} of any node; empty: {@code MOBULA_ADDRESS}, and without that an embedded node in this JVM
 * @param token the cluster's token; empty: {@code MOBULA_TOKEN}, then the file {@code token} of {@code directory}
 * @param directory the cluster's folder, made by {@code mobula cluster init}; empty: {@code MOBULA_DIR}, then {@code ~/.mobula}
 * @param mode how an embedded node isolates tasks; without meaning on a cluster
 * @param taskOutput what becomes of the output of tasks and actors on a cluster; empty: as {@code MOBULA_LOG_TO_DRIVER} says, {@code on} or {@code off}, and without that it is shown
 * @param weight what part of busy nodes is due to this program beside others: one of weight 2 gets twice what one of weight 1 gets
 */
public record ConnectOptions(
        Optional<String> address,
        Optional<String> token,
        Optional<Path> directory,
        Mode mode,
        Optional<TaskOutput> taskOutput,
        double weight) {
    private static final double LEAST_WEIGHT = 0.001;
    private static final double MOST_WEIGHT = 1_000;

    private static final String EMBEDDED = "embedded";

    /** How an embedded node isolates tasks from the program around it. */
    public enum Mode {
        /** Values are isolated: immutable ones shared, all others copied. Statics are shared. */
        SHARED,
        /** A cluster's semantics in one JVM: tasks run in a second class loader, everything is encoded, and bodies that read assignable statics are refused. */
        STRICT
    }

    /** What becomes of what tasks and actors print on a cluster. It is kept on the nodes in any case: {@code mobula logs JOB --tasks}. */
    public enum TaskOutput {
        /** Each line also appears on this program's output, with whose it is in front; at most once, and a flood is cut. */
        SHOWN,
        LEFT_ON_NODES
    }

    public ConnectOptions {
        if (address.isPresent() && address.get().isBlank()) {
            throw new IllegalArgumentException(
                    "The address is blank: give host:port or unix:/path, or leave it out to use MOBULA_ADDRESS");
        }
        if (token.isPresent() && token.get().isBlank()) {
            throw new IllegalArgumentException("The token is blank: leave it out to use MOBULA_TOKEN");
        }
        if (!(weight >= LEAST_WEIGHT && weight <= MOST_WEIGHT))
            throw new IllegalArgumentException("A weight of " + weight + ": it must be from 0.001 to 1000");
    }

    /** With the output of tasks as the environment says, and of the usual weight, 1. */
    public ConnectOptions(Optional<String> address, Optional<String> token, Optional<Path> directory, Mode mode) {
        this(address, token, directory, mode, Optional.empty(), 1);
    }

    /** Everything from the environment. */
    public static ConnectOptions defaults() {
        return new ConnectOptions(Optional.empty(), Optional.empty(), Optional.empty(), Mode.SHARED);
    }

    /** A node in this JVM, whatever {@code MOBULA_ADDRESS} says. */
    public static ConnectOptions embedded() {
        return to(EMBEDDED);
    }

    /** A node in this JVM with a cluster's semantics. */
    public static ConnectOptions strict() {
        return new ConnectOptions(Optional.of(EMBEDDED), Optional.empty(), Optional.empty(), Mode.STRICT);
    }

    /** The cluster that this node belongs to. */
    public static ConnectOptions to(String address) {
        return new ConnectOptions(Optional.of(address), Optional.empty(), Optional.empty(), Mode.SHARED);
    }

    public ConnectOptions withToken(String token) {
        return new ConnectOptions(address, Optional.of(token), directory, mode, taskOutput, weight);
    }

    public ConnectOptions withDirectory(Path directory) {
        return new ConnectOptions(address, token, Optional.of(directory), mode, taskOutput, weight);
    }

    public ConnectOptions withTaskOutput(TaskOutput output) {
        return new ConnectOptions(address, token, directory, mode, Optional.of(output), weight);
    }

    /** Where nodes are busy, jobs take turns: one of weight 2 starts twice the work of one of weight 1. From 0.001 to 1000; usually 1. */
    public ConnectOptions withWeight(double weight) {
        return new ConnectOptions(address, token, directory, mode, taskOutput, weight);
    }

    /** Without the token: options end up in logs. */
    @Override
    public String toString() {
        return "ConnectOptions[address=%s, token=%s, directory=%s, mode=%s, weight=%s]"
                .formatted(
                        address.orElse("from the environment"),
                        token.isPresent() ? "given" : "from the environment",
                        directory.map(Path::toString).orElse("from the environment"),
                        mode,
                        weight);
    }
}
