package io.mobula.serve.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The listener as a client's bytes see it. */
class HttpListenerTest {
    /** A request that came, to be answered by the test. */
    private record Came(Request request, Exchange exchange) {}

    private final BlockingQueue<Came> came = new LinkedBlockingQueue<>();
    private final List<AutoCloseable> opened = new ArrayList<>();

    private HttpListener listen(HttpLimits limits, HttpHandler handler) throws IOException {
        HttpListener listener =
                HttpListener.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), limits, handler);
        opened.add(listener);
        return listener;
    }

    private HttpListener collecting(HttpLimits limits) throws IOException {
        return listen(limits, (request, exchange) -> came.add(new Came(request, exchange)));
    }

    private HttpListener echoing(HttpLimits limits) throws IOException {
        return listen(limits, (request, exchange) -> exchange.answer(Answer.json(200, request.body())));
    }

    private Socket dial(HttpListener listener) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), listener.port());
        socket.setSoTimeout(20_000);
        opened.addFirst(socket);
        return socket;
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) each.close();
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String post(String path, String body) {
        return "POST " + path + " HTTP/1.1\r\nHost: h\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    /** One response: its status and body, {@code 200 hello}. Empty at the end of the stream. */
    private static String response(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        String status = line(in);
        if (status.isEmpty()) return "";
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
                length = Integer.parseInt(header.substring(15).trim());
        }
        return status.split(" ", -1)[1] + " " + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) if (c != '\r') line.append((char) c);
        return line.toString();
    }

    private Came next() throws InterruptedException {
        Came next = came.poll(20, TimeUnit.SECONDS);
        if (next == null) throw new AssertionError("no request came");
        return next;
    }

    @Test
    void aConnectionIsKeptForManyRequests() throws Exception {
        Socket socket = dial(echoing(HttpLimits.defaults()));
        for (int i = 0; i < 100; i++) {
            send(socket, post("/x", "body" + i));
            assertEquals("200 body" + i, response(socket));
        }
    }

    @Test
    void pipelinedAnswersLeaveInTheOrderOfTheRequests() throws Exception {
        Socket socket = dial(collecting(HttpLimits.defaults()));
        send(socket, post("/a", "") + post("/b", "") + post("/c", ""));
        Came a = next();
        Came b = next();
        Came c = next();
        c.exchange().answer(Answer.json(200, "c"));
        b.exchange().answer(Answer.json(200, "b"));
        a.exchange().answer(Answer.json(200, "a"));
        assertEquals("200 a", response(socket));
        assertEquals("200 b", response(socket));
        assertEquals("200 c", response(socket));
    }

    @Test
    void aConnectionWithManyOpenRequestsIsNotRead() throws Exception {
        HttpListener listener = collecting(HttpLimits.defaults().maxPipelined(2));
        Socket socket = dial(listener);
        send(socket, post("/1", ""));
        Came first = next();
        send(socket, post("/2", ""));
        Came second = next();
        send(socket, post("/3", ""));
        assertEquals(2, listener.inFlight());
        first.exchange().answer(Answer.json(200, "1"));
        assertEquals("200 1", response(socket));
        Came third = next();
        assertEquals("/3", third.request().path());
        second.exchange().answer(Answer.json(200, "2"));
        third.exchange().answer(Answer.json(200, "3"));
        assertEquals("200 2", response(socket));
        assertEquals("200 3", response(socket));
    }

    @Test
    void moreInFlightThanAllowedAreRefused() throws Exception {
        HttpListener listener = collecting(HttpLimits.defaults().maxInFlight(1));
        send(dial(listener), post("/1", ""));
        Came first = next();
        Socket other = dial(listener);
        send(other, post("/2", ""));
        assertTrue(response(other).startsWith("503 "));
        first.exchange().answer(Answer.json(200, "1"));
        send(other, post("/3", ""));
        next().exchange().answer(Answer.json(200, "3"));
        assertEquals("200 3", response(other));
    }

    @Test
    void anAnnouncedBodyThatIsTooLargeIsRefusedBeforeItIsSent() throws Exception {
        Socket socket = dial(echoing(HttpLimits.defaults().maxBodyBytes(100)));
        send(socket, "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 52428800\r\nExpect: 100-continue\r\n\r\n");
        assertTrue(response(socket).startsWith("413 "));
        assertEquals("", response(socket));
    }

    @Test
    void aClientThatSendsItsTooLargeBodyAnywayStillReadsWhy() throws Exception {
        Socket socket = dial(echoing(HttpLimits.defaults().maxBodyBytes(1_000)));
        send(socket, "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 8000000\r\n\r\n");
        byte[] part = new byte[1_000_000];
        for (int i = 0; i < 8; i++) socket.getOutputStream().write(part);
        assertTrue(response(socket).startsWith("413 "));
    }

    @Test
    void aChunkedBodyThatGrowsTooLargeIsRefused() throws Exception {
        Socket socket = dial(echoing(HttpLimits.defaults().maxBodyBytes(10)));
        send(
                socket,
                "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n12345678\r\n8\r\n12345678\r\n0\r\n\r\n");
        assertTrue(response(socket).startsWith("413 "));
    }

    @Test
    void aFiftyMegabyteBodyArrivesWhole() throws Exception {
        Socket socket = dial(listen(
                HttpLimits.defaults(),
                (request, exchange) -> exchange.answer(Answer.json(200, Integer.toString(request.body().length)))));
        send(socket, "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 52428800\r\n\r\n");
        byte[] part = new byte[1 << 20];
        for (int i = 0; i < 50; i++) socket.getOutputStream().write(part);
        assertEquals("200 52428800", response(socket));
    }

    @Test
    void aCompressedBodyIsBoundedByItsRealSize() throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(new byte[1_000_000]);
        }
        HttpListener listener = echoing(HttpLimits.defaults().maxBodyBytes(10_000));
        Socket socket = dial(listener);
        send(
                socket,
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Encoding: gzip\r\nContent-Length: " + bytes.size() + "\r\n\r\n");
        socket.getOutputStream().write(bytes.toByteArray());
        assertTrue(response(socket).startsWith("413 "));
    }

    @Test
    void expectContinueIsAnsweredBeforeTheBody() throws Exception {
        Socket socket = dial(echoing(HttpLimits.defaults()));
        send(socket, "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
        assertEquals("100 ", response(socket));
        send(socket, "hi");
        assertEquals("200 hi", response(socket));
    }

    @Test
    void aRequestThatComesTooSlowlyIsGivenUp() throws Exception {
        Socket socket = dial(echoing(HttpLimits.defaults().readTimeout(Duration.ofMillis(200))));
        send(socket, "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nabc");
        assertTrue(response(socket).startsWith("408 "));
    }

    /** Its answers fill what lies between, and then the listener's memory: the connection ends. */
    @Test
    void aClientThatTakesNothingOfItsAnswersIsGivenUp() throws Exception {
        HttpLimits d = HttpLimits.defaults();
        var limits = new HttpLimits(
                d.maxBodyBytes(),
                d.maxPipelined(),
                d.maxInFlight(),
                d.maxConnections(),
                d.readTimeout(),
                d.idleTimeout(),
                Duration.ofMillis(200));
        byte[] large = new byte[32 << 20];
        Socket socket = dial(listen(limits, (_, exchange) -> exchange.answer(Answer.json(200, large))));
        send(socket, post("/1", "") + post("/2", ""));
        assertTrue(connectionIsCut(socket));
    }

    /** Reads nothing until the other side has given up. */
    private static boolean connectionIsCut(Socket socket) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (System.nanoTime() < end) {
            try {
                send(socket, " ");
                Thread.sleep(50);
            } catch (IOException cut) {
                return true;
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        return false;
    }

    @Test
    void anIdleConnectionIsClosed() throws Exception {
        Socket socket = dial(echoing(HttpLimits.defaults().idleTimeout(Duration.ofMillis(200))));
        assertEquals("", response(socket));
    }

    @Test
    void aClientThatGoesCancelsItsRequests() throws Exception {
        HttpListener listener = collecting(HttpLimits.defaults());
        Socket socket = dial(listener);
        send(socket, post("/1", ""));
        Came first = next();
        var gone = new CountDownLatch(1);
        first.exchange().onGone(gone::countDown);
        socket.close();
        assertTrue(gone.await(20, TimeUnit.SECONDS));
        first.exchange().answer(Answer.json(200, "nobody reads it"));
        assertEquals(0, listener.inFlight());
    }

    @Test
    void malformedHttpIsRefused() throws Exception {
        Socket socket = dial(echoing(HttpLimits.defaults()));
        send(socket, "NONSENSE\r\n\r\n");
        assertTrue(response(socket).startsWith("400 "));
    }

    @Test
    void aHandlerThatThrowsIsAnsweredFor() throws Exception {
        Socket socket = dial(listen(HttpLimits.defaults(), (_, _) -> {
            throw new IllegalStateException("expected by the test");
        }));
        send(socket, post("/", ""));
        assertEquals("500 {\"error\":\"Internal error\"}", response(socket));
    }

    @Test
    void aDrainWaitsForWhatIsInFlightAndRefusesTheNew() throws Exception {
        HttpListener listener = collecting(HttpLimits.defaults());
        Socket socket = dial(listener);
        send(socket, post("/1", ""));
        Came first = next();
        Thread drain = Thread.ofVirtual().start(() -> {
            try {
                listener.drain(Duration.ofSeconds(20));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        while (accepts(listener)) Thread.onSpinWait();
        assertTrue(drain.isAlive());
        first.exchange().answer(Answer.json(200, "1"));
        assertEquals("200 1", response(socket));
        assertTrue(drain.join(Duration.ofSeconds(20)));
        assertEquals("", response(socket));
    }

    private static boolean accepts(HttpListener listener) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.port()), 1_000);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    @Test
    void aPortThatIsTakenIsSaid() throws Exception {
        HttpListener listener = echoing(HttpLimits.defaults());
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.port());
        IOException e =
                assertThrows(IOException.class, () -> HttpListener.open(address, HttpLimits.defaults(), (_, _) -> {}));
        assertTrue(e.getMessage().contains(address.getHostString() + ":" + listener.port()));
    }
}
