package io.mobula.store;

import static io.mobula.store.Samples.key;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BulkCodecTest {
    /** Other versions of Mobula read these bytes: they are written out here and never change. */
    static Stream<Arguments> frames() {
        return Stream.of(
                Arguments.of(
                        new BulkFrame.ReadObject(300, key(5), 1 << 20, 1 << 20),
                        "08ac02122209050000000000000011050000000000000018012007300138054880804050808040"),
                Arguments.of(
                        new BulkFrame.ReadBlob(2, "ab".repeat(32), 7, 9),
                        "08021a260a20abababababababababababababababababababababababababababababababab10071809"),
                Arguments.of(
                        new BulkFrame.OfferBlob(3, "cd".repeat(32), 12345),
                        "080322250a20cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd10b960"),
                Arguments.of(new BulkFrame.Data(4, 1 << 20), "08042a0408808040"),
                Arguments.of(new BulkFrame.NotFound(5, "x"), "080532030a0178"),
                Arguments.of(new BulkFrame.Done(6), "08063a00"),
                Arguments.of(new BulkFrame.Failed(7, "y"), "080742030a0179"));
    }

    @ParameterizedTest
    @MethodSource("frames")
    void framesKeepTheirBytes(BulkFrame frame, String bytes) throws Exception {
        assertEquals(bytes, HexFormat.of().formatHex(BulkCodec.encode(frame).toByteArray()));
        assertEquals(frame, BulkCodec.decode(ByteBuffer.wrap(HexFormat.of().parseHex(bytes))));
    }

    @Test
    void cutsExplanationsSoThatEveryHeaderFits() {
        int size = BulkCodec.encode(new BulkFrame.Failed(-1, "\uffff".repeat(5000)))
                .getSerializedSize();
        assertTrue(size <= BulkCodec.MAX_HEADER_BYTES, size + " bytes");
    }
}
