package io.mobula.cli.watch;

import io.mobula.cli.watch.WatchSource.NodeSpans;
import io.mobula.cli.watch.WatchSource.Span;
import io.mobula.cli.watch.WatchSource.Trace;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * A trace as Chrome and Perfetto read it: a process for each node, a track for each of its threads.
 *
 * <p>Source: "Trace Event Format", the JSON object format with complete ({@code X}), asynchronous ({@code b}, {@code e}) and metadata ({@code M}) events.
 */
public final class TraceFile {
    private TraceFile() {}

    public static void write(Trace trace, OutputStream to) {
        try (JsonGenerator json = JsonMapper.shared().createGenerator(to)) {
            json.writeStartObject();
            json.writeStringProperty("displayTimeUnit", "ms");
            json.writeArrayPropertyStart("traceEvents");
            int process = 0;
            for (NodeSpans node : trace.nodes()) write(node, ++process, json);
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void write(NodeSpans node, int process, JsonGenerator json) {
        name("process_name", node.node(), process, 0, json);
        Map<Long, String> threads = new LinkedHashMap<>();
        for (Span span : node.spans()) threads.putIfAbsent(span.threadNumber(), span.thread());
        threads.forEach((number, thread) -> name("thread_name", thread, process, number, json));
        long number = 0;
        for (Span span : node.spans()) {
            if (span.kind().equals("later")) later(span, process, ++number, json);
            else complete(span, process, json);
        }
    }

    private static void name(String what, String name, int process, long thread, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("ph", "M");
        json.writeStringProperty("name", what);
        json.writeNumberProperty("pid", process);
        json.writeNumberProperty("tid", thread);
        json.writeObjectPropertyStart("args");
        json.writeStringProperty("name", name);
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void complete(Span span, int process, JsonGenerator json) {
        begin("X", span, process, span.startMicros(), json);
        json.writeNumberProperty("dur", span.micros());
        arguments(span, json);
        json.writeEndObject();
    }

    /** On no thread of its own: others ran there meanwhile. */
    private static void later(Span span, int process, long number, JsonGenerator json) {
        begin("b", span, process, span.startMicros(), json);
        json.writeStringProperty("id", process + "." + number);
        arguments(span, json);
        json.writeEndObject();
        begin("e", span, process, span.startMicros() + (long) span.micros(), json);
        json.writeStringProperty("id", process + "." + number);
        json.writeEndObject();
    }

    private static void begin(String phase, Span span, int process, long at, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("ph", phase);
        json.writeStringProperty("name", span.name());
        json.writeStringProperty("cat", span.kind());
        json.writeNumberProperty("pid", process);
        json.writeNumberProperty("tid", span.threadNumber());
        json.writeNumberProperty("ts", at);
    }

    private static void arguments(Span span, JsonGenerator json) {
        json.writeObjectPropertyStart("args");
        if (span.kind().equals("fetch")) {
            json.writeStringProperty("object", span.id());
            json.writeNumberProperty("bytes", span.bytes());
        } else {
            json.writeStringProperty("task", span.id());
            json.writeStringProperty("job", span.job());
            json.writeNumberProperty("attempt", span.attempt());
        }
        json.writeStringProperty("outcome", span.ending());
        json.writeEndObject();
    }
}
