package io.mobula.train.collective;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Groups whose ranks are threads of this JVM, over any transport. */
final class Groups {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What the ranks talk over. */
    enum Way {
        MEMORY,
        UNIX,
        TCP;

        /** The endpoint as a rank sees it that can use no better way than this one. */
        Endpoint seen(Endpoint endpoint) {
            return switch (this) {
                case MEMORY -> endpoint;
                case UNIX ->
                    new Endpoint(
                            endpoint.name(),
                            "other",
                            endpoint.machine(),
                            endpoint.file(),
                            endpoint.host(),
                            endpoint.port());
                case TCP ->
                    new Endpoint(
                            endpoint.name(),
                            "other",
                            endpoint.machine(),
                            Optional.empty(),
                            endpoint.host(),
                            endpoint.port());
            };
        }
    }

    /** What a rank does with its membership. */
    interface Body<R> {
        R run(Membership member) throws Exception;
    }

    private Groups() {}

    static <R> List<R> run(Way way, int size, Body<R> body) {
        return run(way, size, PATIENCE, body).stream().map(Groups::value).toList();
    }

    /** Each rank's end, by rank. A rank that threw has left its group with that failure. */
    static <R> List<Future<R>> run(Way way, int size, Duration callTimeout, Body<R> body) {
        Token token = Token.random();
        List<Hub> hubs = IntStream.range(0, size)
                .mapToObj(rank -> Hub.open("node-" + rank, "127.0.0.1", token))
                .toList();
        List<Endpoint> endpoints =
                hubs.stream().map(hub -> way.seen(hub.endpoint())).toList();
        var ends = new ArrayList<Future<R>>();
        try (ExecutorService threads = Executors.newFixedThreadPool(size)) {
            for (int rank = 0; rank < size; rank++) {
                int self = rank;
                Callable<R> whole = () -> {
                    Membership member =
                            hubs.get(self).join(self, own(endpoints, self, hubs.get(self)), PATIENCE, callTimeout);
                    return live(member, body);
                };
                ends.add(threads.submit(whole));
            }
        } finally {
            hubs.forEach(Hub::close);
        }
        return ends;
    }

    /** A rank waits for others where it really is. */
    private static List<Endpoint> own(List<Endpoint> endpoints, int rank, Hub hub) {
        var mine = new ArrayList<>(endpoints);
        mine.set(rank, hub.endpoint());
        return mine;
    }

    private static <R> R live(Membership member, Body<R> body) throws Exception {
        String farewell = "ended its loop";
        try {
            return body.run(member);
        } catch (Exception e) {
            farewell = "failed: " + e;
            throw e;
        } finally {
            member.leave(farewell);
        }
    }

    private static <R> R value(Future<R> end) {
        try {
            return end.get();
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError(e.getCause() == null ? e : e.getCause());
        }
    }
}
