package io.mobula.cli.cluster;

import io.mobula.cli.cluster.NodePlan.Ports;
import io.mobula.cli.cluster.NodePlan.Share;
import io.mobula.config.ConfigSources;
import io.mobula.config.ControlPeer;
import io.mobula.config.MobulaConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Plans the nodes of a cluster on this machine and writes their settings.
 *
 * <p>Ports and the keepers of the control log are chosen at the first start and kept: the log names its keepers by address.
 */
final class ClusterPlanner {
    static final int MAX_NODES = 64;
    /** Configured ports are those of node 1; each next node's lie this much higher. */
    static final int PORT_STRIDE = 10;

    private static final long MIN_STORE_BYTES = 16L << 20;
    private static final int PORTS_PER_NODE = 3;

    private final ClusterFolder folder;
    private final MobulaConfig base;

    ClusterPlanner(ClusterFolder folder, MobulaConfig base) {
        this.folder = folder;
        this.base = base;
    }

    List<NodePlan> plan(int nodes, OptionalInt wanted, OptionalDouble cpusPerNode) {
        Map<String, MobulaConfig> earlier = earlier(nodes);
        List<ControlPeer> keepers = keptKeepers(earlier);
        Map<String, Ports> ports = ports(nodes, earlier);
        if (keepers.isEmpty()) keepers = newKeepers(wanted.orElse(1), ports);
        if (wanted.isPresent() && wanted.getAsInt() != keepers.size())
            throw new CommandFailed(
                    "The cluster in %s has %d keepers of the control log, not %d. Start it as it is, and change that with `mobula cluster control add` or `remove`."
                            .formatted(folder.dir(), keepers.size(), wanted.getAsInt()));
        refuseMissing(nodes, keepers);

        Share share = share(nodes, cpusPerNode);
        List<NodePlan> plans = new ArrayList<>();
        for (Map.Entry<String, Ports> entry : ports.entrySet()) {
            plans.add(new NodePlan(entry.getKey(), base.node().host(), entry.getValue(), share, keepers));
        }
        write(plans);
        return plans;
    }

    private Map<String, MobulaConfig> earlier(int nodes) {
        Map<String, MobulaConfig> found = new LinkedHashMap<>();
        for (String name : names(nodes)) {
            Path conf = folder.nodeConf(name);
            if (Files.exists(conf))
                found.put(name, MobulaConfig.load(ConfigSources.none().withFile(conf)));
        }
        return found;
    }

    private static List<ControlPeer> keptKeepers(Map<String, MobulaConfig> earlier) {
        return earlier.values().stream()
                .findFirst()
                .map(config -> config.control().nodes())
                .orElse(List.of());
    }

    private Map<String, Ports> ports(int nodes, Map<String, MobulaConfig> earlier) {
        Set<Integer> taken = new HashSet<>();
        Map<String, Ports> kept = new LinkedHashMap<>();
        earlier.forEach((name, config) -> {
            Ports ports = new Ports(
                    config.node().port(),
                    config.control().pekkoPort(),
                    config.control().raftPort());
            kept.put(name, ports);
            taken.addAll(ports.all());
        });
        Map<String, Ports> all = new LinkedHashMap<>();
        int index = 0;
        for (String name : names(nodes)) {
            Ports ports = kept.containsKey(name) ? kept.get(name) : newPorts(index, taken);
            taken.addAll(ports.all());
            refuseTaken(name, ports);
            all.put(name, ports);
            index++;
        }
        return all;
    }

    private Ports newPorts(int index, Set<Integer> taken) {
        int seed = folder.dir().hashCode();
        List<Integer> free = FreePorts.find(PORTS_PER_NODE, seed, taken);
        return new Ports(
                configuredOr(base.node().port(), index, free.get(0)),
                configuredOr(base.control().pekkoPort(), index, free.get(1)),
                configuredOr(base.control().raftPort(), index, free.get(2)));
    }

    private static int configuredOr(int configured, int index, int free) {
        return configured == 0 ? free : configured + index * PORT_STRIDE;
    }

    private void refuseTaken(String name, Ports ports) {
        for (int port : ports.all()) {
            if (FreePorts.isFree(port)) continue;
            throw new CommandFailed(
                    "Port %d of %s is taken. Stop what listens there (a cluster still running?), or use another --dir."
                            .formatted(port, name));
        }
    }

    /** Of fewer nodes than there were, none may be missing without which the log cannot go on. */
    private void refuseMissing(int nodes, List<ControlPeer> keepers) {
        List<String> names = names(nodes);
        for (ControlPeer keeper : keepers) {
            if (names.contains(keeper.name())) continue;
            throw new CommandFailed("%s keeps the control log of the cluster in %s, so at least %s must be started."
                    .formatted(
                            keeper.name(),
                            folder.dir(),
                            "--nodes " + keeper.name().replaceAll("\\D", "")));
        }
    }

    /** One keeper unless more are asked for: on one machine three survive nothing that one does not, and its death stops control writes until it is back, never tasks. */
    private List<ControlPeer> newKeepers(int count, Map<String, Ports> ports) {
        return names(count).stream()
                .map(name -> new ControlPeer(
                        name,
                        base.node().host(),
                        ports.get(name).pekko(),
                        ports.get(name).raft()))
                .toList();
    }

    private Share share(int nodes, OptionalDouble cpusPerNode) {
        return new Share(
                cpusPerNode.orElse(Math.max(1, Math.floor(base.node().cpus() / nodes))),
                base.node().memoryBytes() / nodes,
                Math.max(MIN_STORE_BYTES, base.store().memoryBytes() / nodes),
                base.node().heapBytes());
    }

    private void write(List<NodePlan> plans) {
        try {
            ClusterFolder.createPrivateFolder(folder.nodes());
            for (NodePlan plan : plans) Files.writeString(folder.nodeConf(plan.name()), plan.confText());
        } catch (IOException failed) {
            throw new CommandFailed(
                    "The nodes' settings cannot be written to %s: %s.".formatted(folder.nodes(), failed), failed);
        }
    }

    private static List<String> names(int nodes) {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= nodes; i++) names.add("node-" + i);
        return names;
    }
}
