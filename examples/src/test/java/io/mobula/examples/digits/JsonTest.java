package io.mobula.examples.digits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class JsonTest {
    record Inner(String text, double number) {}

    record Outer(Optional<Inner> some, Optional<Inner> none, List<Integer> list, Map<String, Long> map, boolean flag) {}

    @Test
    void writesRecordsThatAParserReadsBack() {
        String awkward = "quote \" backslash \\ newline \n tab \t bell \u0007 ü 𝄞";
        String json = Json.write(new Outer(
                Optional.of(new Inner(awkward, 0.1)), Optional.empty(), List.of(1, 2), Map.of("a\"b", 3L), true));
        var read = new JsonMapper().readTree(json);
        assertEquals(awkward, read.at("/some/text").asString());
        assertEquals(0.1, read.at("/some/number").asDouble());
        assertEquals(true, read.at("/none").isNull());
        assertEquals(2, read.at("/list/1").asInt());
        assertEquals(3L, read.at("/map/a\"b").asLong());
        assertEquals(true, read.at("/flag").asBoolean());
    }

    @Test
    void writesWhatIsNotFiniteAsNull() {
        assertEquals("[\n  null,\n  null,\n  1.5\n]\n", Json.write(List.of(Double.NaN, Double.POSITIVE_INFINITY, 1.5)));
    }

    @Test
    void writesEmptyCollectionsOnOneLine() {
        assertEquals("[]\n", Json.write(List.of()));
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThrows(IllegalArgumentException.class, () -> Json.write(Thread.currentThread()));
    }
}
