package io.mobula.cli.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mobula.cli.watch.WatchSource.NodeSpans;
import io.mobula.cli.watch.WatchSource.Span;
import io.mobula.cli.watch.WatchSource.Trace;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TraceFileTest {
    private static final Span TASK =
            new Span("task", "fit \"x\"", "aa", "driver-7", 2, "failed", "lane-1", 31, 1_000, 250.5, 0);
    private static final Span CALL =
            new Span("later", "add", "bb", "driver-7", 1, "finished", "lane-2", 32, 2_000, 100, 0);
    private static final Span FETCH =
            new Span("fetch", "fetch", "cc", "", 0, "finished", "bulk-reader-1", 33, 500, 70, 1 << 20);

    private static JsonNode events(Trace trace) {
        var bytes = new ByteArrayOutputStream();
        TraceFile.write(trace, bytes);
        return JsonMapper.shared()
                .readTree(bytes.toString(StandardCharsets.UTF_8))
                .get("traceEvents");
    }

    @Test
    void aNodeIsAProcessAndAThreadATrack() {
        JsonNode events = events(new Trace(
                List.of(new NodeSpans("left", 0, List.of(TASK, FETCH), 0), new NodeSpans("right", 0, List.of(TASK), 0)),
                List.of()));
        assertEquals(
                "{\"ph\":\"M\",\"name\":\"process_name\",\"pid\":1,\"tid\":0,\"args\":{\"name\":\"left\"}}",
                events.get(0).toString());
        assertEquals(
                "{\"ph\":\"M\",\"name\":\"thread_name\",\"pid\":1,\"tid\":31,\"args\":{\"name\":\"lane-1\"}}",
                events.get(1).toString());
        assertEquals(
                "{\"ph\":\"X\",\"name\":\"fit \\\"x\\\"\",\"cat\":\"task\",\"pid\":1,\"tid\":31,\"ts\":1000,\"dur\":250.5,"
                        + "\"args\":{\"task\":\"aa\",\"job\":\"driver-7\",\"attempt\":2,\"outcome\":\"failed\"}}",
                events.get(3).toString());
        assertEquals(
                "{\"ph\":\"X\",\"name\":\"fetch\",\"cat\":\"fetch\",\"pid\":1,\"tid\":33,\"ts\":500,\"dur\":70.0,"
                        + "\"args\":{\"object\":\"cc\",\"bytes\":1048576,\"outcome\":\"finished\"}}",
                events.get(4).toString());
        assertEquals(2, events.get(7).get("pid").asInt());
        assertEquals(8, events.size());
    }

    @Test
    void aCallThatLeftItsThreadIsOnNoTrack() {
        JsonNode events = events(new Trace(List.of(new NodeSpans("left", 0, List.of(CALL), 0)), List.of()));
        assertEquals("b", events.get(2).get("ph").asString());
        assertEquals("e", events.get(3).get("ph").asString());
        assertEquals(events.get(2).get("id"), events.get(3).get("id"));
        assertEquals(2_100, events.get(3).get("ts").asLong());
    }
}
