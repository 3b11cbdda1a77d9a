package io.mobula.store;

import static io.mobula.store.Samples.bytes;
import static io.mobula.store.Samples.key;
import static io.mobula.store.Samples.put;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.mobula.api.resource.Bytes;
import io.mobula.store.proto.BulkData;
import io.mobula.store.proto.BulkHeader;
import io.mobula.store.proto.BulkReadBlob;
import io.mobula.store.proto.BulkReadObject;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BulkFuzzTest {
    private final ObjectStore objects = new ObjectStore(Bytes.mebi(16));
    private final LinkedBlockingQueue<String> down = new LinkedBlockingQueue<>();
    private final BulkPeer victim = new BulkPeer(
            Samples.NODE,
            new BulkHost(objects, _ -> Optional.empty(), Optional.empty()),
            (_, reason) -> down.add(reason),
            Duration.ofMinutes(1));

    /** Sends these bytes and hangs up; returns why the victim's connection ended. */
    private String attack(byte[] bytes) throws Exception {
        Samples.Sockets sockets = Samples.sockets();
        victim.attach(sockets.accepted());
        try (var socket = sockets.dialed()) {
            var buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) socket.write(buffer);
            socket.socket().shutdownOutput();
            return down.take();
        } catch (IOException closedByVictim) {
            return down.take();
        }
    }

    private void isAlive() throws Exception {
        put(objects, 1, bytes(1, 100_000));
        var honest = new BulkPeer(
                Samples.NODE,
                new BulkHost(objects, _ -> Optional.empty(), Optional.empty()),
                (_, _) -> {},
                Duration.ofMinutes(1));
        Samples.Sockets sockets = Samples.sockets();
        victim.attach(sockets.accepted());
        honest.attach(sockets.dialed());
        byte[] target = new byte[100_000];
        honest.fetch(key(1), MemorySegment.ofArray(target)).get();
        assertArrayEquals(bytes(1, 100_000), target);
        honest.close();
        victim.close();
    }

    private static byte[] frame(BulkHeader header) {
        byte[] bytes = header.toByteArray();
        return ByteBuffer.allocate(4 + bytes.length)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }

    static Stream<byte[]> invalid() {
        return Stream.of(
                ByteBuffer.allocate(4).putInt(0).array(),
                ByteBuffer.allocate(4).putInt(-1).array(),
                ByteBuffer.allocate(4).putInt(Integer.MAX_VALUE).array(),
                ByteBuffer.allocate(8).putInt(4).putInt(-1).array(),
                frame(BulkHeader.newBuilder().setId(1).build()),
                frame(BulkHeader.newBuilder()
                        .setId(7)
                        .setData(BulkData.newBuilder().setLength(10))
                        .build()),
                frame(BulkHeader.newBuilder()
                        .setData(BulkData.newBuilder().setLength(-1))
                        .build()),
                frame(BulkHeader.newBuilder()
                        .setReadObject(BulkReadObject.newBuilder().setLength(5 << 20))
                        .build()),
                frame(BulkHeader.newBuilder()
                        .setReadObject(BulkReadObject.newBuilder().setLength(1).setOffset(-1))
                        .build()),
                frame(BulkHeader.newBuilder()
                        .setReadObject(BulkReadObject.newBuilder().setLength(1).setOwnerKind(2))
                        .build()),
                frame(BulkHeader.newBuilder()
                        .setReadBlob(BulkReadBlob.newBuilder().setLength(1).setSha256(ByteString.copyFromUtf8("short")))
                        .build()));
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void closesTheConnectionWithACodedReason(byte[] bytes) throws Exception {
        String reason = attack(bytes);
        assertTrue(reason.startsWith("A bulk frame is invalid: ") && reason.endsWith("[FRAME_INVALID]"), reason);
        isAlive();
    }

    @Test
    void survivesRandomBytesAndFramesCutAnywhere() throws Exception {
        var random = new Random(20_261_125);
        byte[] honest = frame(BulkCodec.encode(new BulkFrame.ReadObject(1, key(1), 0, 1000)));
        for (int cut = 1; cut < honest.length; cut++) {
            assertEquals("the other end closed the connection within a frame", attack(Arrays.copyOf(honest, cut)));
        }
        for (int i = 0; i < 200; i++) {
            byte[] noise = new byte[1 + random.nextInt(3000)];
            random.nextBytes(noise);
            if (random.nextBoolean())
                ByteBuffer.wrap(honest).get(noise, 0, Math.min(noise.length, 1 + random.nextInt(honest.length)));
            attack(noise);
        }
        isAlive();
    }

    @Test
    void refusesAPeerThatAsksWithoutReadingTheAnswers() throws Exception {
        put(objects, 2, bytes(2, BulkCodec.MAX_CHUNK_BYTES));
        byte[] request = frame(BulkCodec.encode(new BulkFrame.ReadObject(1, key(2), 0, BulkCodec.MAX_CHUNK_BYTES)));
        var many = ByteBuffer.allocate(request.length * (BulkConnection.MAX_UNANSWERED + 100));
        while (many.hasRemaining()) many.put(request);
        String reason = attack(many.array());
        assertTrue(reason.contains("more than 256 requests wait"), reason);
        isAlive();
    }
}
