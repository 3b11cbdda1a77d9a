package io.mobula.serve;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Clients over HTTP that ask one question after another. What is not answered with 200 is noted, and asked again. */
final class Clients implements AutoCloseable {
    private static final Pattern VERSION = Pattern.compile("\"version\":(\\d+)");
    private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();
    private static final int FAILURES_KEPT = 1_000;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI uri;
    private final List<Thread> threads = new ArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicInteger newest = new AtomicInteger();
    private volatile boolean over;

    private Clients(URI uri) {
        this.uri = uri;
    }

    static Clients asking(URI uri, int count) {
        var clients = new Clients(uri);
        for (int i = 0; i < count; i++) clients.threads.add(Thread.ofVirtual().start(clients::ask));
        return clients;
    }

    static Clients idle(URI uri) {
        return new Clients(uri);
    }

    private void ask() {
        for (int x = 0; !over; x++) {
            String said;
            try {
                said = send(x).join();
            } catch (RuntimeException failed) {
                said = String.valueOf(failed.getCause());
            }
            if (said.startsWith("200 {\"x\":" + x + ",")) {
                Matcher version = VERSION.matcher(said);
                if (version.find()) newest.accumulateAndGet(Integer.parseInt(version.group(1)), Math::max);
                answered.incrementAndGet();
            } else {
                if (!over && failures.size() < FAILURES_KEPT) failures.add(said);
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Status and body of an answer. */
    CompletableFuture<String> send(int x) {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"x\":" + x + "}"))
                .build();
        return http.sendAsync(request, BodyHandlers.ofString()).thenApply(Clients::text);
    }

    private static String text(HttpResponse<String> response) {
        return response.statusCode() + " " + response.body();
    }

    int newestVersion() {
        return newest.get();
    }

    List<String> failures() {
        return failures;
    }

    /** Returns when so many more have been answered. */
    void awaitMore(int count) throws InterruptedException {
        long goal = answered.get() + count;
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (answered.get() < goal) {
            if (System.nanoTime() > end)
                throw new AssertionError("only " + answered + " of " + goal + " answers came; last failures: "
                        + failures.stream()
                                .skip(Math.max(0, failures.size() - 5))
                                .toList());
            Thread.sleep(10);
        }
    }

    @Override
    public void close() {
        over = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        http.close();
    }
}
