package io.mobula.cli.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds ports nobody listens on, below those the system gives to outgoing connections, so that they stay free between two runs. */
final class FreePorts {
    static final int FIRST = 20_000;
    static final int LAST = 29_999;

    private FreePorts() {}

    /** The first {@code count} free ports from a starting place that differs from cluster to cluster; skips {@code taken}. */
    static List<Integer> find(int count, int seed, Set<Integer> taken) {
        int range = LAST - FIRST + 1;
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < range && found.size() < count; i++) {
            int port = FIRST + Math.floorMod(seed + i, range);
            if (!taken.contains(port) && isFree(port)) found.add(port);
        }
        if (found.size() < count) {
            throw new CommandFailed(
                    "Fewer than %d of the ports %d to %d are free. Stop what listens there, or set node.port."
                            .formatted(count, FIRST, LAST));
        }
        return found;
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
