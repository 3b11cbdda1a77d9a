package io.mobula.wire.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.MobulaException;
import io.mobula.wire.value.sample.Samples;
import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

class RefusalsTest {
    private final ValueCodec codec = new ValueCodec(RefusalsTest.class.getClassLoader());

    static Stream<Arguments> places() {
        Thread thread = new Thread(() -> {});
        return Stream.of(
                Arguments.of(thread, "", "java.lang.Thread cannot travel"),
                Arguments.of(
                        new Samples.Config("c", new Object[] {1, thread}),
                        "Config.extras[1]",
                        "java.lang.Thread cannot travel"),
                Arguments.of(new Samples.Service(), "Service.logger", "java.util.logging.Logger cannot travel"),
                Arguments.of(
                        new ArrayList<>(List.of(1, 2, 3, new Samples.Service())),
                        "[3].logger",
                        "java.util.logging.Logger cannot travel"),
                Arguments.of(Map.of("key", thread), "[1]", "java.lang.Thread cannot travel"),
                Arguments.of(
                        new java.util.HashMap<>(Map.of("key", thread)), "[\"key\"]", "java.lang.Thread cannot travel"),
                Arguments.of(
                        new Samples.Pair(1, new Samples.Pair(thread, 2)),
                        "Pair.right.left",
                        "java.lang.Thread cannot travel"),
                Arguments.of(new Samples.Connected(thread), "Connected.connection", "java.lang.Thread cannot travel"),
                Arguments.of(
                        new Samples.Box<>(Samples.capturing(thread)),
                        "Box.value.captured[0]",
                        "java.lang.Thread cannot travel"));
    }

    @ParameterizedTest
    @MethodSource("places")
    void saysWhere(Object value, String path, String reason) {
        Unshippable there =
                assertThrows(Unshippable.class, () -> codec.encodeAll(new Object[] {1, value}, RefsPort.NONE));
        assertEquals(OptionalInt.of(1), there.index());
        assertEquals(reason, there.reason());
        MobulaException copied = assertThrows(MobulaException.class, () -> Isolation.copy(value));
        MobulaException encoded = assertThrows(MobulaException.class, () -> codec.encode(value, RefsPort.NONE));
        assertEquals(ErrorCode.VALUE_UNSHIPPABLE, encoded.code());
        assertTrue(encoded.getMessage().contains(reason), encoded.getMessage());
        assertEquals(path, there.path());
        assertEquals(encoded.code(), copied.code());
    }

    static Stream<Arguments> kinds() {
        return Stream.of(
                Arguments.of(ErrorCode.VALUE_UNSHIPPABLE, RefusalsTest.class.getClassLoader()),
                Arguments.of(ErrorCode.VALUE_UNSHIPPABLE, ForkJoinPool.commonPool()),
                Arguments.of(ErrorCode.VALUE_UNSHIPPABLE, new ReentrantLock()),
                Arguments.of(ErrorCode.VALUE_IS_A_STAGE, CompletableFuture.completedFuture(1)),
                Arguments.of(ErrorCode.VALUE_UNSHIPPABLE, new ByteArrayInputStream(new byte[0])),
                Arguments.of(ErrorCode.VALUE_UNSHIPPABLE, new java.net.Socket()),
                Arguments.of(ErrorCode.VALUE_UNSHIPPABLE, Logger.getGlobal()),
                Arguments.of(ErrorCode.VALUE_UNSHIPPABLE, LoggerFactory.getLogger("x")),
                Arguments.of(ErrorCode.VALUE_UNSHIPPABLE, System.getLogger("x")),
                Arguments.of(ErrorCode.VALUE_UNSHIPPABLE, HttpClient.newHttpClient()),
                Arguments.of(ErrorCode.VALUE_UNSHIPPABLE, List.of(1).stream()),
                Arguments.of(ErrorCode.VALUE_UNSHIPPABLE, List.of(1).iterator()),
                Arguments.of(ErrorCode.VALUE_UNSHIPPABLE, ThreadLocal.withInitial(() -> 1)),
                Arguments.of(ErrorCode.VALUE_UNSHIPPABLE, new SplittableRandom(1)),
                Arguments.of(ErrorCode.VALUE_UNSHIPPABLE, ProcessHandle.current()),
                Arguments.of(ErrorCode.VALUE_UNSHIPPABLE, new ValueCodec(RefusalsTest.class.getClassLoader())),
                Arguments.of(ErrorCode.CAPTURE_PLAIN_LAMBDA, Samples.plain(1)));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void refusesInEncodingAndInCopies(ErrorCode code, Object value) {
        assertEquals(
                code,
                assertThrows(MobulaException.class, () -> codec.encode(value, RefsPort.NONE))
                        .code());
        assertEquals(
                code,
                assertThrows(MobulaException.class, () -> Isolation.copy(value)).code());
    }

    @Test
    void chainsTooDeepAreRefusedOnAnyStack() throws InterruptedException {
        Samples.Chain head = null;
        for (int i = 0; i < 100_000; i++) {
            Samples.Chain next = new Samples.Chain();
            next.next = head;
            head = next;
        }
        Samples.Chain chain = head;
        List<ErrorCode> codes = new ArrayList<>();
        Thread small = new Thread(
                null,
                () -> {
                    codes.add(assertThrows(MobulaException.class, () -> codec.encode(chain, RefsPort.NONE))
                            .code());
                    codes.add(assertThrows(MobulaException.class, () -> Isolation.copy(chain))
                            .code());
                },
                "small stack",
                200_000);
        small.start();
        small.join();
        codes.add(assertThrows(MobulaException.class, () -> codec.encode(chain, RefsPort.NONE))
                .code());
        assertEquals(
                List.of(ErrorCode.VALUE_UNSHIPPABLE, ErrorCode.VALUE_UNSHIPPABLE, ErrorCode.VALUE_UNSHIPPABLE), codes);
    }

    @Test
    void chainsOfHundredsTravel() {
        Samples.Chain head = null;
        for (int i = 0; i < 900; i++) {
            Samples.Chain next = new Samples.Chain();
            next.next = head;
            next.value = i;
            head = next;
        }
        Samples.Chain there = (Samples.Chain) codec.decode(codec.encode(head, RefsPort.NONE), RefsPort.NONE);
        int length = 0;
        for (Samples.Chain at = there; at != null; at = at.next) length++;
        assertEquals(900, length);
    }
}
