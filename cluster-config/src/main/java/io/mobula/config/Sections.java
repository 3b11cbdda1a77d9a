package io.mobula.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Builds the records section by section; the bounds of every setting stand here and, for people, in {@code reference.conf}. */
final class Sections {
    private static final long KIB = 1024;
    private static final long MIB = 1024 * KIB;
    private static final long GIB = 1024 * MIB;
    private static final long TIB = 1024 * GIB;

    private static final Range<Integer> PORT = Range.of(0, 65_535);
    private static final Pattern NODE_NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern LABEL_PART = Pattern.compile("[A-Za-z0-9._/-]{1,64}");
    private static final List<Integer> REPLICA_COUNTS = List.of(0, 1, 3, 5);
    /** A socket's address holds 108 bytes on Linux and 104 on macOS, its end included. */
    private static final int MAX_SOCKET_PATH_BYTES = 100;

    /** Where Linux keeps files in memory. */
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    private static final long SPILL_PER_MEMORY = 10;

    private final Values values;
    private final Machine machine;

    Sections(Values values, Machine machine) {
        this.values = values;
        this.machine = machine;
    }

    MobulaConfig read() {
        NodeConfig node = node();
        CallConfig call = call();
        return new MobulaConfig(
                cluster(),
                node,
                executor(),
                control(node),
                call,
                store(call, node.dataDir()),
                driver(),
                new PlacementConfig(
                        values.duration("placement.infeasible-grace", time(Duration.ZERO, Duration.ofHours(1)))),
                new TaskConfig(values.bytes("task.lineage-bytes", Range.bytes(0, TIB))),
                new CodeConfig(
                        values.isAuto("code.cache-dir")
                                ? node.dataDir().resolve("code")
                                : values.path("code.cache-dir"),
                        values.bytes("code.capacity", Range.bytes(64 * MIB, 64 * TIB))),
                jobs(),
                tls(node));
    }

    private JobsConfig jobs() {
        return new JobsConfig(
                values.integer("jobs.max-running", Range.of(0, 1_000)),
                values.bytes("jobs.driver-heap", Range.bytes(16 * MIB, TIB)),
                values.bytes("jobs.output", Range.bytes(64 * KIB, TIB)),
                values.integer("jobs.kept", Range.of(1, 10_000)),
                values.bytes("jobs.kept-bytes", Range.bytes(MIB, 64 * TIB)),
                values.bytes("jobs.task-output", Range.bytes(64 * KIB, TIB)),
                values.bytes("jobs.task-output-total", Range.bytes(MIB, 64 * TIB)));
    }

    private ClusterConfig cluster() {
        return new ClusterConfig(
                clusterId(),
                values.is("cluster.token-file", "")
                        ? Optional.empty()
                        : Optional.of(values.path("cluster.token-file")));
    }

    private Optional<UUID> clusterId() {
        if (values.is("cluster.id", "")) return Optional.empty();
        try {
            return Optional.of(UUID.fromString(values.text("cluster.id")));
        } catch (IllegalArgumentException malformed) {
            values.refuse("cluster.id", "which is no UUID. Take the one that `mobula cluster init` wrote.");
            return Optional.empty();
        }
    }

    private NodeConfig node() {
        Path dataDir = values.path("node.data-dir");
        return new NodeConfig(
                nodeName(),
                values.isAuto("node.host") ? machine.hostName() : values.text("node.host"),
                values.integer("node.port", PORT),
                unixSocket(dataDir),
                dataDir,
                values.isAuto("node.cpus") ? machine.cpus() : values.number("node.cpus", Range.of(0.01, 4096.0)),
                values.isAuto("node.memory")
                        ? machine.memoryBytes() / 2
                        : values.bytes("node.memory", Range.bytes(0, 64 * TIB)),
                values.bytes("node.heap", Range.bytes(64 * MIB, TIB)),
                values.amounts("node.resources", Range.of(0.0, 1_000_000.0)),
                values.named(
                        "node.labels",
                        LABEL_PART,
                        "which is no label. Use 1 to 64 letters, digits, '.', '_', '-' or '/' for the name and the"
                                + " value."));
    }

    private String nodeName() {
        if (values.isAuto("node.name")) return machine.hostName();
        String name = values.text("node.name");
        if (!NODE_NAME.matcher(name).matches()) {
            values.refuse("node.name", "which is no name. Use 1 to 64 letters, digits, '.', '_' or '-'.");
        }
        return name;
    }

    private Optional<Path> unixSocket(Path dataDir) {
        String key = "node.unix-socket";
        if (values.is(key, "off")) return Optional.empty();
        if (values.isAuto(key)) {
            Path derived = dataDir.resolve("node.sock");
            return fitsSocket(derived) ? Optional.of(derived) : Optional.empty();
        }
        Path path = values.path(key);
        if (!fitsSocket(path)) {
            values.refuse(
                    key,
                    "longer than a socket's path may be, " + MAX_SOCKET_PATH_BYTES + " bytes. Choose a shorter one.");
        }
        return Optional.of(path);
    }

    private static boolean fitsSocket(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length <= MAX_SOCKET_PATH_BYTES;
    }

    private TlsConfig tls(NodeConfig node) {
        String key = "tls.mode";
        boolean named = !values.is("tls.ca", "");
        boolean beyond = !Hosts.isLoopback(node.host());
        Optional<TlsConfig.Files> files = named ? Optional.of(tlsFiles(node)) : Optional.empty();
        if (values.is(key, "off")) return new TlsConfig(false, files);
        boolean always = values.is(key, "on");
        if (!always && !values.isAuto(key)) {
            values.refuse(key, "which is no mode. Allowed are auto, on and off.");
        } else if (always && !named) {
            values.refuse(
                    key, "and tls.ca names no certificates. Make them with `mobula cluster init` and set tls.ca.");
        } else if (beyond && !named) {
            values.refuse(
                    "node.host",
                    "so other machines reach this node (as " + node.host()
                            + "), and tls.ca names no certificates. Make them with `mobula cluster init` and set"
                            + " tls.ca, or say tls.mode = off.");
        }
        return new TlsConfig(named && (always || beyond), files);
    }

    private TlsConfig.Files tlsFiles(NodeConfig node) {
        Path ca = values.path("tls.ca");
        return new TlsConfig.Files(
                ca,
                values.isAuto("tls.certificate")
                        ? ca.resolveSibling(node.name() + ".crt")
                        : values.path("tls.certificate"),
                values.isAuto("tls.key") ? ca.resolveSibling(node.name() + ".key") : values.path("tls.key"));
    }

    private ExecutorConfig executor() {
        if (!values.is("executor.mode", "shared")) {
            values.refuse("executor.mode", "which this version does not know. Allowed is shared.");
        }
        return new ExecutorConfig(ExecutorConfig.Mode.SHARED);
    }

    private ControlConfig control(NodeConfig node) {
        String key = "control.nodes";
        List<ControlPeer> peers = new ArrayList<>();
        List<String> texts = values.texts(key);
        for (String text : texts) {
            ControlPeer.parse(text)
                    .ifPresentOrElse(
                            peers::add,
                            () -> values.refuse(
                                    key,
                                    "and \"" + text + "\" in it is no node. Write name@host:pekko-port:raft-port."));
        }
        if (!REPLICA_COUNTS.contains(texts.size())) {
            values.refuse(key, "and a log needs an odd number of keepers. Name 1, 3 or 5 nodes.");
        }
        if (peers.stream().map(ControlPeer::name).distinct().count() != peers.size()) {
            values.refuse(key, "in which a name stands twice. Give each node its own.");
        }
        boolean keeper =
                peers.isEmpty() || peers.stream().anyMatch(peer -> peer.name().equals(node.name()));
        return new ControlConfig(
                peers,
                keeper,
                values.integer("control.pekko-port", PORT),
                values.integer("control.raft-port", PORT),
                values.duration("control.node-timeout", time(Duration.ofMillis(500), Duration.ofMinutes(10))));
    }

    private CallConfig call() {
        return new CallConfig(
                values.bytes("call.window", Range.bytes(MIB, 4 * GIB)),
                Math.toIntExact(values.bytes("call.max-frame", Range.bytes(64 * KIB, 256 * MIB))));
    }

    private StoreConfig store(CallConfig call, Path dataDir) {
        long memory = values.isAuto("store.memory")
                ? Math.max(16 * MIB, machine.memoryBytes() / 4)
                : values.bytes("store.memory", Range.bytes(16 * MIB, 64 * TIB));
        return new StoreConfig(
                memory,
                inOneFrame("store.inline-limit", Range.bytes(0, MIB), call),
                values.number("store.argument-share", Range.of(0.1, 0.95)),
                arenaFolder(),
                values.duration("store.wait", time(Duration.ZERO, Duration.ofHours(1))),
                new StoreConfig.Spill(
                        spillFolders(dataDir),
                        values.isAuto("store.spill.capacity")
                                ? SPILL_PER_MEMORY * memory
                                : values.bytes("store.spill.capacity", Range.bytes(0, 1024 * TIB))));
    }

    private Optional<Path> arenaFolder() {
        if (values.is("store.arena", "off")) return Optional.empty();
        return Optional.of(values.isAuto("store.arena") ? SHARED_MEMORY : values.path("store.arena"));
    }

    private List<Path> spillFolders(Path dataDir) {
        String key = "store.spill.folders";
        if (values.isAuto(key)) return List.of(dataDir.resolve("spill"));
        List<Path> folders = values.paths(key);
        if (folders.isEmpty() && !values.isRefused(key))
            values.refuse(key, "and names no folder. Name one, or switch spilling off by store.spill.capacity = 0.");
        return folders;
    }

    private int inOneFrame(String key, Range<Long> range, CallConfig call) {
        long size = values.bytes(key, range);
        boolean comparable = !values.isRefused("call.max-frame") && !values.isRefused(key);
        if (comparable && size > call.maxFrameBytes()) {
            values.refuse(
                    key,
                    "more than call.max-frame (" + call.maxFrameBytes() + " bytes). Lower it, or raise the other.");
        }
        return Math.toIntExact(size);
    }

    private DriverConfig driver() {
        return new DriverConfig(
                values.duration("driver.grace", time(Duration.ofSeconds(1), Duration.ofHours(1))),
                values.bytes("driver.submit-queue-bytes", Range.bytes(MIB, 16 * GIB)));
    }

    private static Range<Duration> time(Duration least, Duration most) {
        return Range.time(least, most);
    }
}
