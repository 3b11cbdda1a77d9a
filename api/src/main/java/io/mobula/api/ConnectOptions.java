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
 */
public record ConnectOptions(Optional<String> address, Optional<String> token, Optional<Path> directory, Mode mode) {
    /** Of an embedded node. */
    public enum Mode {
        /** Values are isolated: immutable ones shared, all others copied. Statics are shared. */
        SHARED,
        /** A cluster's semantics in one JVM: tasks run in a second class loader, and everything is encoded. */
        STRICT
    }

    public static ConnectOptions defaults() {
        return new ConnectOptions(Optional.empty(), Optional.empty(), Optional.empty(), Mode.SHARED);
    }

    /** A node in this JVM, whatever {@code MOBULA_ADDRESS} says. */
    public static ConnectOptions embedded() {
        return to("embedded");
    }

    /** A node in this JVM with a cluster's semantics. */
    public static ConnectOptions strict() {
        return new ConnectOptions(Optional.of("embedded"), Optional.empty(), Optional.empty(), Mode.STRICT);
    }

    public static ConnectOptions to(String address) {
        return new ConnectOptions(Optional.of(address), Optional.empty(), Optional.empty(), Mode.SHARED);
    }

    public ConnectOptions withToken(String token) {
        return new ConnectOptions(address, Optional.of(token), directory, mode);
    }

    public ConnectOptions withDirectory(Path directory) {
        return new ConnectOptions(address, token, Optional.of(directory), mode);
    }
}
