package io.mobula.cli.cluster;

import io.mobula.config.ControlPeer;
import java.util.List;
import java.util.Locale;

/** What one node of a cluster on this machine is started with. */
record NodePlan(String name, String host, Ports ports, Share share, List<ControlPeer> control) {
    /** @param call where drivers and other nodes reach it */
    record Ports(int call, int pekko, int raft) {
        List<Integer> all() {
            return List.of(call, pekko, raft);
        }
    }

    /** A node's part of the machine. */
    record Share(double cpus, long memoryBytes, long storeBytes, long heapBytes) {}

    NodePlan {
        control = List.copyOf(control);
    }

    String address() {
        return host + ":" + ports.call();
    }

    boolean keepsControlLog() {
        return control.stream().anyMatch(peer -> peer.name().equals(name));
    }

    /** The node's settings as a file, laid over the cluster's. */
    String confText() {
        StringBuilder peers = new StringBuilder();
        for (ControlPeer peer : control) peers.append("      \"").append(peer).append("\"\n");
        return String.format(
                Locale.ROOT,
                """
                # Written by `mobula cluster up` at every start. Settings of your own belong in ../cluster.conf.
                include "../cluster.conf"
                mobula {
                  node {
                    name = "%s"
                    host = "%s"
                    port = %d
                    data-dir = "%s"
                    cpus = %s
                    memory = %d
                    heap = %d
                  }
                  store.memory = %d
                  control {
                    pekko-port = %d
                    raft-port = %d
                    nodes = [
                %s    ]
                  }
                }
                """,
                name,
                host,
                ports.call(),
                name,
                share.cpus(),
                share.memoryBytes(),
                share.heapBytes(),
                share.storeBytes(),
                ports.pekko(),
                ports.raft(),
                peers);
    }
}
