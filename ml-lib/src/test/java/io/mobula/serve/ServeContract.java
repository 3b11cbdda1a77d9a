package io.mobula.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.error.ActorQueueFullException;
import io.mobula.api.error.TaskFailedException;
import io.mobula.api.error.TaskTimedOutException;
import io.mobula.serve.ServeException.Code;
import io.mobula.serve.infer.Datatype;
import io.mobula.serve.infer.InferRequest;
import io.mobula.serve.infer.InferResponse;
import io.mobula.serve.infer.ModelSignature;
import io.mobula.serve.infer.Tensor;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Serving from end to end, over the actors of whoever extends it. */
abstract class ServeContract {
    record Point(int x, double y) {
        Point {
            if (y < 0) throw new IllegalArgumentException("y is " + y + ": it must not be negative");
        }
    }

    record Sum(double sum, int version) {}

    /** A replica is made by a factory that captures no object of the test, and may have classes of its own: what all share is the JVM. */
    private static final Semaphore GATE = shared("mobula.test.gate", () -> new Semaphore(0));

    private static final AtomicInteger ENTERED = shared("mobula.test.entered", AtomicInteger::new);

    @SuppressWarnings("unchecked") // one class for each name
    private static <T> T shared(String name, Supplier<T> make) {
        return (T) System.getProperties().computeIfAbsent(name, _ -> make.get());
    }

    static final class Adder {
        private final int version;

        Adder(int version) {
            this.version = version;
        }

        Sum add(Point p) {
            return new Sum(p.x() + p.y(), version);
        }

        List<Sum> addAll(List<Point> points) {
            return points.stream()
                    .map(p -> new Sum(p.x() + p.y(), points.size()))
                    .toList();
        }

        Sum fail(Point p) {
            throw new IllegalStateException("cannot add " + p.x());
        }

        Sum gated(Point p) throws InterruptedException {
            ENTERED.incrementAndGet();
            GATE.acquire();
            return add(p);
        }

        InferResponse infer(InferRequest request) {
            float[] in = request.input("in").floats();
            float[] out = new float[in.length];
            for (int i = 0; i < in.length; i++) out[i] = in[i] * 2;
            return InferResponse.of(Tensor.fp32("out", request.input("in").shape(), out));
        }
    }

    private static final ModelSignature DOUBLES =
            ModelSignature.none().version("7").input("in", Datatype.FP32, -1).output("out", Datatype.FP32, -1);

    private final Mobula mobula = connect();
    private final Serve serve = Serve.on(mobula).http(0);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** A session whose actors live in this JVM. */
    abstract Mobula connect();

    private List<ServeStatus.ReplicaStatus> replicas() {
        return serve.status().deployments().stream()
                .flatMap(d -> d.replicas().stream())
                .toList();
    }

    private void killFirstReplica() {
        String id = replicas().getFirst().id();
        mobula.withNamespace(Serve.NAMESPACE)
                .find(Replica.class, "replica " + id)
                .orElseThrow()
                .kill();
    }

    @AfterEach
    void close() {
        GATE.release(1_000);
        serve.close();
        GATE.drainPermits();
        ENTERED.set(0);
        mobula.close();
        http.close();
    }

    private Deployment<Adder> adder() {
        return serve.deployment("adder", Adder.class)
                .post("/add", Point.class, Adder::add)
                .post("/fail", Point.class, Adder::fail)
                .post("/gated", Point.class, Adder::gated)
                .postBatched("/many", Point.class, Adder::addAll)
                .inference(DOUBLES, Adder::infer);
    }

    private HttpRequest.Builder at(String path) {
        return HttpRequest.newBuilder(serve.uri().resolve(path));
    }

    private HttpRequest post(String path, String body) {
        return at(path).POST(HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .build();
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private String answer(String path, String body) throws Exception {
        HttpResponse<String> response = send(post(path, body));
        return response.statusCode() + " " + response.body();
    }

    private CompletableFuture<HttpResponse<String>> sendAsync(String path, String body) {
        return http.sendAsync(post(path, body), HttpResponse.BodyHandlers.ofString());
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void until(Condition condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) throw new AssertionError("it never came true");
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    @Test
    void answersJsonWithWhatTheRouteGives() throws Exception {
        adder().deploy(() -> new Adder(1));
        assertEquals("200 {\"sum\":3.5,\"version\":1}", answer("/add", "{\"x\":1,\"y\":2.5}"));
    }

    @Test
    void saysWhatIsWrongWithAnInput() throws Exception {
        adder().deploy(() -> new Adder(1));
        String malformed = answer("/add", "{\"x\":1,\n \"y\":}");
        assertTrue(malformed.startsWith("400 {\"error\":\"Malformed JSON at line 2, column 6:"), malformed);
        String type = answer("/add", "{\"x\":\"one\",\"y\":2}");
        assertTrue(type.startsWith("400 {\"error\":\"Field \\\"x\\\" at line 1, column 6 does not fit: "), type);
        assertFalse(type.contains("io.mobula"), type);
        String missing = answer("/add", "{\"x\":1}");
        assertTrue(missing.startsWith("400 ") && missing.contains("\\\"y\\\""), missing);
        String unknown = answer("/add", "{\"x\":1,\"y\":2,\"z\":3}");
        assertTrue(
                unknown.startsWith("400 ") && unknown.contains("Field \\\"z\\\"") && unknown.contains("[x, y]"),
                unknown);
        String refused = answer("/add", "{\"x\":1,\"y\":-2}");
        assertTrue(refused.startsWith("400 ") && refused.contains("y is -2.0: it must not be negative"), refused);
        assertTrue(answer("/add", "").startsWith("400 "));
        assertTrue(answer("/add", "null").startsWith("400 "));
        assertTrue(answer("/add", "{\"x\":1,\"y\":2}{").startsWith("400 "));
    }

    @Test
    void refusesUnknownPathsMethodsAndMediaTypes() throws Exception {
        adder().deploy(() -> new Adder(1));
        assertEquals(404, send(post("/nothing", "{}")).statusCode());
        HttpResponse<String> get = send(at("/add").GET().build());
        assertEquals(405, get.statusCode());
        assertEquals("POST", get.headers().firstValue("Allow").orElseThrow());
        assertEquals(
                415,
                send(at("/add")
                                .POST(HttpRequest.BodyPublishers.ofString("x=1"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .build())
                        .statusCode());
        assertEquals(
                "{\"/add\":\"adder\",\"/fail\":\"adder\",\"/gated\":\"adder\",\"/many\":\"adder\"}",
                send(at("/-/routes").build()).body());
    }

    @Test
    void aFailureOfUserCodeIsSaidWithAnIdAndWithoutAStack() throws Exception {
        adder().deploy(() -> new Adder(1));
        HttpResponse<String> response = send(post("/fail", "{\"x\":1,\"y\":2}"));
        String id = response.headers().firstValue("X-Error-Id").orElseThrow();
        assertEquals(500, response.statusCode());
        assertEquals("{\"error\":\"IllegalStateException: cannot add 1 (error id " + id + ")\"}", response.body());
    }

    @Test
    void handlesCallTheObjectAndThrowItsExceptions() {
        Handle<Adder> handle = adder().deploy(() -> new Adder(1));
        assertEquals(new Sum(3, 1), handle.call(a -> a.add(new Point(1, 2))).get());
        assertEquals(
                6.0,
                handle.call(a -> a.add(new Point(1, 2))).map(s -> s.sum() * 2).get());
        var failure = assertThrows(
                TaskFailedException.class,
                () -> handle.call(a -> a.fail(new Point(1, 2))).get());
        assertInstanceOf(IllegalStateException.class, failure.getCause());
        Handle<Adder> again = serve.handle("adder", Adder.class);
        assertEquals(new Sum(3, 1), again.call(a -> a.add(new Point(1, 2))).get());
    }

    @Test
    void requestsOfManyConnectionsShareABatch() throws Exception {
        adder().batch(8, Duration.ofSeconds(20)).deploy(() -> new Adder(1));
        var answers = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (int i = 0; i < 7; i++) answers.add(sendAsync("/many", "{\"x\":" + i + ",\"y\":0}"));
        answers.add(sendAsync("/many", "{\"x\":false}"));
        for (int i = 0; i < 7; i++) {
            assertEquals(
                    "{\"sum\":" + i + ".0,\"version\":7}",
                    answers.get(i).get(20, TimeUnit.SECONDS).body());
        }
        assertEquals(400, answers.get(7).get(20, TimeUnit.SECONDS).statusCode());
    }

    @Test
    void itemsOfOneMethodShareABatch() {
        Handle<Adder> handle = adder().batch(3, Duration.ofSeconds(20)).deploy(() -> new Adder(1));
        var refs = new ArrayList<ObjectRef<Sum>>();
        for (int i = 0; i < 3; i++) refs.add(handle.callBatched(Adder::addAll, new Point(i, 0)));
        for (int i = 0; i < 3; i++) assertEquals(new Sum(i, 3), refs.get(i).get(Duration.ofSeconds(20)));
    }

    @Test
    void anUpdateReplacesTheVersionWithoutAFailedRequest() throws Exception {
        adder().replicas(2).deploy(() -> new Adder(1));
        var stop = new AtomicBoolean();
        var wrong = new ArrayList<String>();
        Thread client = Thread.ofVirtual().start(() -> {
            while (!stop.get()) {
                try {
                    String answer = answer("/add", "{\"x\":1,\"y\":2}");
                    if (!answer.startsWith("200 ")) wrong.add(answer);
                } catch (Exception e) {
                    wrong.add(e.toString());
                }
            }
        });
        for (int version = 2; version <= 5; version++) {
            int number = version;
            adder().replicas(2).deploy(() -> new Adder(number));
        }
        until(() -> replicas().stream().filter(r -> r.state().equals("READY")).count() == 2);
        stop.set(true);
        client.join();
        assertEquals(List.of(), wrong);
        assertEquals("200 {\"sum\":3.0,\"version\":5}", answer("/add", "{\"x\":1,\"y\":2}"));
    }

    @Test
    void aFactoryThatThrowsLeavesTheOldVersionServing() throws Exception {
        adder().deploy(() -> new Adder(1));
        var failure = assertThrows(
                ServeException.class,
                () -> adder().deploy(() -> {
                    throw new IOException("no model here");
                }));
        assertEquals(Code.DEPLOYMENT_FAILED, failure.code());
        assertEquals(
                "no model here",
                assertInstanceOf(IOException.class, failure.getCause()).getMessage());
        assertEquals("200 {\"sum\":3.0,\"version\":1}", answer("/add", "{\"x\":1,\"y\":2}"));
        assertEquals(
                ServeStatus.State.RUNNING,
                serve.status().deployments().getFirst().state());
    }

    @Test
    void anotherClassUnderTheNameAndAnotherDeploymentOfAPathAreRefused() throws Exception {
        adder().deploy(() -> new Adder(1));
        Serve other = Serve.on(mobula);
        var taken = assertThrows(
                ServeException.class,
                () -> other.deployment("adder", String.class).deploy(() -> "x"));
        assertEquals(Code.DEPLOYMENT_NAME_TAKEN, taken.code());
        var path = assertThrows(
                ServeException.class,
                () -> other.deployment("other", Adder.class)
                        .post("/add", Point.class, Adder::add)
                        .deploy(() -> new Adder(1)));
        assertEquals(Code.ROUTE_TAKEN, path.code());
        other.deployment("adder", Adder.class)
                .post("/add", Point.class, Adder::add)
                .deploy(() -> new Adder(2));
        assertEquals(2, serve.status().deployments().getFirst().version());
    }

    @Test
    void aReplicaThatDiesIsReplacedAndItsRequestsAreAnsweredByOthers() throws Exception {
        adder().replicas(2).deploy(() -> new Adder(1));
        var answers = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (int i = 0; i < 8; i++) answers.add(sendAsync("/gated", "{\"x\":1,\"y\":2}"));
        until(() -> ENTERED.get() == 8);
        killFirstReplica();
        until(() -> replicas().stream().filter(r -> r.state().equals("READY")).count() == 2);
        GATE.release(100);
        for (var each : answers)
            assertEquals(
                    "{\"sum\":3.0,\"version\":1}",
                    each.get(20, TimeUnit.SECONDS).body());
        until(() -> serve.status().deployments().getFirst().state() == ServeStatus.State.RUNNING);
    }

    @Test
    void withoutRetriesALostRequestIsSaidToBeLost() throws Exception {
        adder().retries(0).deploy(() -> new Adder(1));
        var lost = sendAsync("/gated", "{\"x\":1,\"y\":2}");
        until(() -> ENTERED.get() == 1);
        killFirstReplica();
        HttpResponse<String> response = lost.get(20, TimeUnit.SECONDS);
        assertEquals(503, response.statusCode());
        assertEquals("1", response.headers().firstValue("Retry-After").orElseThrow());
    }

    @Test
    void aFullQueueIsRefusedWithRetryAfter() throws Exception {
        Handle<Adder> handle = serve.deployment("small", Adder.class)
                .post("/small", Point.class, Adder::gated)
                .maxOngoing(1)
                .maxQueued(1)
                .deploy(() -> new Adder(1));
        var first = sendAsync("/small", "{\"x\":1,\"y\":2}");
        until(() -> ENTERED.get() == 1);
        var answers = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (int i = 0; i < 3; i++) answers.add(sendAsync("/small", "{\"x\":1,\"y\":2}"));
        until(() -> answers.stream().filter(CompletableFuture::isDone).count() == 2);
        for (var each : answers) {
            if (!each.isDone()) continue;
            assertEquals(503, each.get().statusCode());
            assertTrue(each.get().headers().firstValue("Retry-After").isPresent());
        }
        handle.call(a -> a.gated(new Point(1, 1))); // this process has a queue of its own: sent, and one more waits
        handle.call(a -> a.gated(new Point(1, 1)));
        assertThrows(ActorQueueFullException.class, () -> handle.call(a -> a.gated(new Point(1, 1))));
        GATE.release(10);
        assertEquals(200, first.get(20, TimeUnit.SECONDS).statusCode());
    }

    @Test
    void aRequestThatTakesTooLongIsGivenUp() throws Exception {
        Handle<Adder> handle = adder().timeout(Duration.ofMillis(200)).deploy(() -> new Adder(1));
        assertTrue(answer("/gated", "{\"x\":1,\"y\":2}").startsWith("504 "));
        assertThrows(
                TaskTimedOutException.class,
                () -> handle.withTimeout(Duration.ofMillis(100))
                        .call(a -> a.gated(new Point(1, 1)))
                        .get());
    }

    @Test
    void speaksTheOpenInferenceProtocol() throws Exception {
        adder().deploy(() -> new Adder(1));
        assertEquals(200, send(at("/v2/health/live").build()).statusCode());
        assertEquals(200, send(at("/v2/health/ready").build()).statusCode());
        assertTrue(send(at("/v2").build()).body().contains("binary_tensor_data"));
        assertEquals(
                "{\"name\":\"adder\",\"versions\":[\"7\"],\"platform\":\"mobula\",\"inputs\":[{\"name\":\"in\",\"datatype\":\"FP32\",\"shape\":[-1]}],\"outputs\":[{\"name\":\"out\",\"datatype\":\"FP32\",\"shape\":[-1]}]}",
                send(at("/v2/models/adder").build()).body());
        assertEquals(200, send(at("/v2/models/adder/versions/7/ready").build()).statusCode());
        assertEquals(404, send(at("/v2/models/adder/versions/8/ready").build()).statusCode());
        assertEquals(404, send(at("/v2/models/nothing").build()).statusCode());
        assertEquals(
                "200 {\"model_name\":\"adder\",\"model_version\":\"7\",\"id\":\"a\",\"outputs\":[{\"name\":\"out\",\"datatype\":\"FP32\",\"shape\":[2],\"data\":[2.0,5.0]}]}",
                answer(
                        "/v2/models/adder/infer",
                        "{\"id\":\"a\",\"inputs\":[{\"name\":\"in\",\"shape\":[2],\"datatype\":\"FP32\",\"data\":[1,2.5]}]}"));
        String shape = answer(
                "/v2/models/adder/infer",
                "{\"inputs\":[{\"name\":\"in\",\"shape\":[3],\"datatype\":\"FP32\",\"data\":[1,2.5]}]}");
        assertTrue(shape.startsWith("400 ") && shape.contains("Tensor \\\"in\\\" of shape [3]"), shape);
    }

    private static final int FIFTY_MEGABYTES = 50 << 20;

    @Test
    void fiftyMegabytesOfTensorComeBackDoubled() throws Exception {
        adder().deploy(() -> new Adder(1));
        int count = FIFTY_MEGABYTES / Float.BYTES;
        byte[] head = ("{\"inputs\":[{\"name\":\"in\",\"shape\":[" + count
                        + "],\"datatype\":\"FP32\",\"parameters\":{\"binary_data_size\":" + FIFTY_MEGABYTES
                        + "}}],\"parameters\":{\"binary_data_output\":true}}")
                .getBytes(StandardCharsets.UTF_8);
        ByteBuffer body = ByteBuffer.allocate(head.length + FIFTY_MEGABYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(head);
        body.putFloat(head.length + FIFTY_MEGABYTES - Float.BYTES, 21);
        HttpResponse<byte[]> response = http.send(
                at("/v2/models/adder/infer")
                        .header("Inference-Header-Content-Length", Integer.toString(head.length))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body.array()))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertEquals(200, response.statusCode());
        ByteBuffer answer = ByteBuffer.wrap(response.body()).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(42, answer.getFloat(answer.limit() - Float.BYTES));
    }

    @Test
    void fiftyMegabytesOfTheWrongShapeAreRefusedWithTheReason() throws Exception {
        adder().deploy(() -> new Adder(1));
        String text = "x".repeat(FIFTY_MEGABYTES);
        String refused = answer("/add", "{\"x\":\"" + text + "\",\"y\":2}");
        assertTrue(refused.startsWith("400 {\"error\":"), () -> refused.substring(0, Math.min(300, refused.length())));
        assertTrue(refused.length() < 2_000, "the answer does not repeat the body");
        assertEquals("200 {\"sum\":3.0,\"version\":1}", answer("/add", "{\"x\":1,\"y\":2}"));
    }

    @Test
    void aClientThatGoesAwayEndsItsRequestInTheReplica() throws Exception {
        adder().maxOngoing(1).deploy(() -> new Adder(1));
        byte[] request =
                "POST /gated HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: 13\r\n\r\n{\"x\":1,\"y\":2}"
                        .getBytes(StandardCharsets.US_ASCII);
        try (var socket = new Socket(serve.uri().getHost(), serve.uri().getPort())) {
            socket.getOutputStream().write(request);
            until(() -> ENTERED.get() == 1);
        }
        // The gate stays shut: only the end of that request makes room for this one.
        assertEquals("200 {\"sum\":3.0,\"version\":1}", answer("/add", "{\"x\":1,\"y\":2}"));
    }

    @Test
    void statusTellsOfTrafficAndReplicas() throws Exception {
        Handle<Adder> handle = adder().replicas(2).deploy(() -> new Adder(1));
        for (int i = 0; i < 50; i++) answer("/add", "{\"x\":1,\"y\":2}");
        answer("/fail", "{\"x\":1,\"y\":2}");
        until(() -> handle.status().traffic().requests() == 51);
        ServeStatus.DeploymentStatus status = handle.status();
        assertEquals(1, status.traffic().errors());
        assertEquals(2, status.replicas().size());
        assertTrue(status.routes().contains("POST /many (batched)"));
        String printed = Serve.status(mobula).orElseThrow().print();
        assertTrue(printed.contains("adder  RUNNING") && printed.contains("replicas 2/2"), printed);
    }

    @Test
    void aRemovedDeploymentAnswersWhatItHasAndIsGone() throws Exception {
        adder().deploy(() -> new Adder(1));
        var running = sendAsync("/gated", "{\"x\":1,\"y\":2}");
        until(() -> ENTERED.get() == 1);
        Thread removal = Thread.ofVirtual().start(() -> serve.remove("adder"));
        until(() -> send(post("/add", "{\"x\":1,\"y\":2}")).statusCode() != 200);
        GATE.release();
        assertEquals(200, running.get(20, TimeUnit.SECONDS).statusCode());
        assertTrue(removal.join(Duration.ofSeconds(20)));
        assertEquals(404, send(post("/add", "{}")).statusCode());
        assertEquals(List.of(), replicas());
    }

    @Test
    void whatIsKeptOutlivesItsServe() throws Exception {
        URI uri = serve.uri();
        Serve first = Serve.on(mobula);
        first.deployment("kept", Adder.class)
                .post("/kept", Point.class, Adder::add)
                .deploy(() -> new Adder(1));
        first.keep().close();
        assertEquals(
                1,
                Serve.on(mobula)
                        .handle("kept", Adder.class)
                        .call(a -> a.add(new Point(1, 1)).version())
                        .get());
        assertEquals(uri, serve.uri());
        serve.remove("kept");
    }

    @Test
    void closingTheLastEndsAllActors() throws Exception {
        adder().deploy(() -> new Adder(1));
        serve.close();
        Mobula serving = mobula.withNamespace(Serve.NAMESPACE);
        until(() -> serving.find(Replica.class, "replica adder#1").isEmpty());
        until(() -> serving.find(Controller.class, Controller.NAME).isEmpty());
        assertTrue(Serve.status(mobula).isEmpty());
    }
}
