package io.mobula.train.collective;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * All-reduce between two JVMs, beside what a socket between the same two carries in one direction.
 *
 * <p>{@code java … AllReduceBench [floats] [rounds]}. Units: algorithm bandwidth, bytes of the array by time of the call; best and median of the rounds.
 */
public final class AllReduceBench {
    private static final int RAW_BLOCK_BYTES = 256 << 10;
    private static final double GIGA = 1e9;

    private AllReduceBench() {}

    /** How the two JVMs are connected. */
    private enum Way {
        UNIX,
        TCP
    }

    public static void main(String[] args) throws Exception {
        if (args.length > 0 && args[0].equals("child")) {
            child(args);
            return;
        }
        int floats = args.length > 0 ? Integer.parseInt(args[0]) : 25_000_000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 15;
        for (Way way : Way.values()) {
            measure(way, floats, rounds);
        }
    }

    private static void measure(Way way, int floats, int rounds) throws Exception {
        Token token = Token.random();
        Path folder = Files.createTempDirectory("bench");
        try (ServerSocketChannel raw = way == Way.UNIX
                        ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                                .bind(UnixDomainSocketAddress.of(folder.resolve("raw")))
                        : ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                Hub hub = Hub.open("bench", "127.0.0.1", token)) {
            String rawAddress = way == Way.UNIX
                    ? folder.resolve("raw").toString()
                    : String.valueOf(((InetSocketAddress) raw.getLocalAddress()).getPort());
            Endpoint mine = only(way, hub.endpoint());
            Process child = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            AllReduceBench.class.getName(),
                            "child",
                            way.name(),
                            token.hex(),
                            rawAddress,
                            text(mine),
                            String.valueOf(floats),
                            String.valueOf(rounds))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (var answers =
                            new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8));
                    SocketChannel rawSocket = raw.accept()) {
                Endpoint theirs = parse(answers.readLine());
                double[] rawRates = receiveRaw(rawSocket, 4L * floats, rounds);
                print(way + " raw, one way", rawRates);
                Membership member = hub.join(0, List.of(mine, theirs), Duration.ofSeconds(30), Duration.ofSeconds(60));
                print(way + " all-reduce", reduce(member.collective(), floats, rounds));
                latency(way, member.collective());
                member.leave("has finished");
            }
            child.waitFor();
            Files.deleteIfExists(folder.resolve("raw"));
            Files.deleteIfExists(folder);
        }
    }

    private static void child(String[] args) throws Exception {
        Way way = Way.valueOf(args[1]);
        Token token = new Token(args[2]);
        int floats = Integer.parseInt(args[5]);
        int rounds = Integer.parseInt(args[6]);
        SocketAddress rawAddress = way == Way.UNIX
                ? UnixDomainSocketAddress.of(args[3])
                : new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[3]));
        try (Hub hub = Hub.open("bench", "127.0.0.1", token);
                SocketChannel raw = SocketChannel.open(rawAddress)) {
            Endpoint mine = only(way, hub.endpoint());
            new PrintStream(System.out, true, StandardCharsets.UTF_8).println(text(mine));
            sendRaw(raw, 4L * floats, rounds);
            Membership member =
                    hub.join(1, List.of(parse(args[4]), mine), Duration.ofSeconds(30), Duration.ofSeconds(60));
            reduce(member.collective(), floats, rounds);
            latency(way, member.collective());
            member.leave("has finished");
        }
    }

    private static double[] reduce(Collective collective, int floats, int rounds) {
        var values = new float[floats];
        var seconds = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            Arrays.fill(values, 0.5f + collective.rank());
            collective.barrier();
            long start = System.nanoTime();
            collective.allReduce(values, Op.SUM);
            seconds[i] = (System.nanoTime() - start) / GIGA;
            if (values[0] != 2f || values[floats - 1] != 2f) throw new IllegalStateException("wrong sum " + values[0]);
        }
        return rates(4.0 * floats, seconds);
    }

    private static void latency(Way way, Collective collective) {
        var small = new float[1000];
        int calls = 10_000;
        for (int i = 0; i < calls; i++) collective.allReduce(small, Op.SUM);
        long start = System.nanoTime();
        for (int i = 0; i < calls; i++) collective.allReduce(small, Op.SUM);
        if (collective.rank() == 0) {
            System.out.printf(
                    Locale.ROOT,
                    "%-20s %.1f µs a call of 1,000 floats%n",
                    way,
                    (System.nanoTime() - start) / 1e3 / calls);
        }
    }

    private static void sendRaw(SocketChannel socket, long bytes, int rounds) throws IOException {
        ByteBuffer block = ByteBuffer.allocateDirect(RAW_BLOCK_BYTES);
        for (int i = 0; i < rounds; i++) {
            for (long left = bytes; left > 0; ) {
                block.clear().limit((int) Math.min(left, RAW_BLOCK_BYTES));
                while (block.hasRemaining()) left -= socket.write(block);
            }
            block.clear().limit(1);
            if (socket.read(block) != 1) throw new IOException("no answer");
        }
    }

    private static double[] receiveRaw(SocketChannel socket, long bytes, int rounds) throws IOException {
        ByteBuffer block = ByteBuffer.allocateDirect(RAW_BLOCK_BYTES);
        var seconds = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            long start = System.nanoTime();
            for (long left = bytes; left > 0; ) {
                block.clear();
                left -= socket.read(block);
            }
            seconds[i] = (System.nanoTime() - start) / GIGA;
            block.clear().limit(1);
            socket.write(block);
        }
        return rates((double) bytes, seconds);
    }

    private static double[] rates(double bytes, double[] seconds) {
        return Arrays.stream(seconds).map(s -> bytes / s / GIGA).sorted().toArray();
    }

    private static void print(String what, double[] sorted) {
        System.out.printf(
                Locale.ROOT,
                "%-20s best %.2f GB/s, median %.2f%n",
                what,
                sorted[sorted.length - 1],
                sorted[sorted.length / 2]);
    }

    private static Endpoint only(Way way, Endpoint endpoint) {
        return way == Way.UNIX
                ? endpoint
                : new Endpoint(
                        endpoint.name(),
                        endpoint.process(),
                        endpoint.machine(),
                        Optional.empty(),
                        endpoint.host(),
                        endpoint.port());
    }

    private static String text(Endpoint endpoint) {
        return String.join(
                "|",
                List.of(
                        endpoint.name(),
                        endpoint.process(),
                        endpoint.machine(),
                        endpoint.file().orElse("-"),
                        endpoint.host(),
                        String.valueOf(endpoint.port())));
    }

    private static Endpoint parse(String text) {
        var parts = new ArrayList<>(List.of(text.split("\\|")));
        Optional<String> file = parts.get(3).equals("-") ? Optional.empty() : Optional.of(parts.get(3));
        return new Endpoint(
                parts.get(0), parts.get(1), parts.get(2), file, parts.get(4), Integer.parseInt(parts.get(5)));
    }
}
