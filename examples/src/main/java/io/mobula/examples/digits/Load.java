package io.mobula.examples.digits;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/** An HTTP client of its own: sends all images, again and again, over several connections at once. What is not answered is sent again. */
final class Load {
    private static final int CONNECTIONS = 16;
    private static final int OK = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(20);

    /**
     * @param retried requests that were sent more than once
     * @param failed requests that were never answered
     * @param accuracy share of the answers that were right
     * @param p50Millis from the first sending to the answer, for half of the requests; p99 likewise
     */
    record Figures(
            int requests,
            int retried,
            int failed,
            double accuracy,
            double perSecond,
            double p50Millis,
            double p99Millis) {}

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<HttpRequest> requests;
    private final Digits images;
    private final Runnable atAThird;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger retried = new AtomicInteger();
    /** By number of the sending: what was answered, -1 for nothing, and how long it took. */
    private final int[] answers;

    private final long[] nanos;

    /** @param atAThird run when a third of all requests have been begun */
    Load(URI uri, Digits images, int rounds, Runnable atAThird) {
        this.images = images;
        this.atAThird = atAThird;
        JsonMapper json = JsonMapper.shared();
        requests = IntStream.range(0, images.count())
                .mapToObj(image -> json.writeValueAsBytes(new Predictor.Image(images.image(image))))
                .map(body -> HttpRequest.newBuilder(uri)
                        .POST(BodyPublishers.ofByteArray(body))
                        .build())
                .toList();
        answers = new int[images.count() * rounds];
        nanos = new long[answers.length];
    }

    Figures run() throws InterruptedException {
        long startNanos = System.nanoTime();
        try (http;
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CONNECTIONS; i++) threads.execute(this::sendAll);
        }
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        return figures(seconds);
    }

    /** What was answered first of each image. */
    String predictions() {
        return IntStream.range(0, images.count())
                .mapToObj(image -> answers[image] < 0 ? "?" : Integer.toString(answers[image]))
                .reduce("", String::concat);
    }

    private void sendAll() {
        for (int i = next.getAndIncrement(); i < answers.length; i = next.getAndIncrement()) {
            if (i == answers.length / 3) atAThird.run();
            long startNanos = System.nanoTime();
            answers[i] = send(requests.get(i % requests.size()));
            nanos[i] = System.nanoTime() - startNanos;
        }
    }

    private int send(HttpRequest request) {
        long endNanos = System.nanoTime() + PATIENCE.toNanos();
        for (int attempt = 1; System.nanoTime() < endNanos; attempt++) {
            if (attempt == 2) retried.incrementAndGet();
            try {
                HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
                if (response.statusCode() == OK) {
                    return JsonMapper.shared()
                            .readValue(response.body(), Predictor.Label.class)
                            .digit();
                }
                Thread.sleep(PAUSE);
            } catch (IOException notConnected) {
                if (!paused()) return -1;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return -1;
            }
        }
        return -1;
    }

    private static boolean paused() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Figures figures(double seconds) {
        int right = 0;
        int failed = 0;
        for (int i = 0; i < answers.length; i++) {
            if (answers[i] < 0) failed++;
            else if (answers[i] == images.labels()[i % images.count()]) right++;
        }
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Figures(
                answers.length,
                retried.get(),
                failed,
                (double) right / Math.max(1, answers.length - failed),
                answers.length / seconds,
                sorted[sorted.length / 2] / 1e6,
                sorted[sorted.length * 99 / 100] / 1e6);
    }
}
