package io.mobula.wire.value;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mobula.wire.value.sample.Samples;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The format as it is on other machines and disks: a change here is another version. */
class GoldenBytesTest {
    private final ValueCodec codec = new ValueCodec(GoldenBytesTest.class.getClassLoader());

    static Stream<Arguments> golden() {
        int[] shared = {1, -1};
        String point = "io.mobula.wire.value.sample.Samples$Point";
        String fields = "x:int;name:java.lang.String;y:double;";
        return Stream.of(
                Arguments.of(null, "0100"),
                Arguments.of(true, "0102"),
                Arguments.of((byte) -1, "0104ff"),
                Arguments.of('A', "01064100"),
                Arguments.of(258, "010702010000"),
                Arguments.of(-2L, "0108feffffffffffffff"),
                Arguments.of(1.0f, "01090000803f"),
                Arguments.of(1.0, "010a000000000000f03f"),
                Arguments.of("hé", "010b0268e9"),
                Arguments.of("€", "010c01ac20"),
                Arguments.of("a".repeat(130), "0181" + "8201" + "61".repeat(130)),
                Arguments.of(
                        Samples.Color.GREEN,
                        "010d" + "00" + text("io.mobula.wire.value.sample.Samples$Color") + text("GREEN")),
                Arguments.of(String.class, "010e" + "00" + text("java.lang.String")),
                Arguments.of(BigInteger.valueOf(-256), "010f02ff00"),
                Arguments.of(new BigDecimal("1.5"), "011001000000010f"),
                Arguments.of(new UUID(1, 2), "011101000000000000000200000000000000"),
                Arguments.of(Duration.ofNanos(5), "0113000000000000000005000000"),
                Arguments.of(LocalDate.EPOCH, "01140000000000000000"),
                Arguments.of(Optional.of(1), "0191010701000000"),
                Arguments.of(new byte[] {1, 2}, "0186020102"),
                Arguments.of(new double[] {1}, "018d01000000000000f03f"),
                Arguments.of(
                        new Object[] {shared, shared},
                        "0185" + "00" + text("java.lang.Object") + "02" + "8a020100" + "0000ffffffff" + "0101"),
                Arguments.of(ByteBuffer.wrap(new byte[] {7}), "018e04860107"),
                Arguments.of(List.of(1), "019b010701000000"),
                Arguments.of(new ArrayList<>(List.of("a")), "0194010b0161"),
                Arguments.of(new TreeMap<>(Map.of("a", 1)), "01a000010b01610701000000"),
                Arguments.of(
                        new Samples.Point(1, "p", 1),
                        "0128" + "00" + text(point) + le32(fields.hashCode()) + "01000000" + "0b0170"
                                + "000000000000f03f"));
    }

    private static String text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().toHexDigits((byte) bytes.length) + HexFormat.of().formatHex(bytes);
    }

    private static String le32(int value) {
        return HexFormat.of().toHexDigits(Integer.reverseBytes(value));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void writesAndReadsExactlyThis(Object value, String hex) {
        Encoded encoded = codec.encode(value, RefsPort.NONE);
        assertEquals(hex, HexFormat.of().formatHex(encoded.bytes()));
        Object there = codec.decode(new Encoded(HexFormat.of().parseHex(hex), List.of()), RefsPort.NONE);
        assertEquals(encoded, codec.encode(there, RefsPort.NONE));
    }
}
