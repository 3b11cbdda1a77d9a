package io.mobula.bench.micro;

import com.google.protobuf.MessageLite;
import io.mobula.api.Task;
import io.mobula.api.spi.Body;
import io.mobula.api.spi.BodyCode;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.TaskId;
import io.mobula.core.message.Message;
import io.mobula.core.message.Urgency;
import io.mobula.wire.EncodedWork;
import io.mobula.wire.FrameReader;
import io.mobula.wire.FrameWriter;
import io.mobula.wire.UnknownFrame;
import io.mobula.wire.value.Encoded;
import io.mobula.wire.value.RefsPort;
import io.mobula.wire.value.ValueCodec;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** A push to bytes and back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgs = "--sun-misc-unsafe-memory-access=allow")
public class PushFrameBench {
    private record Work(BodyCode code, Encoded captures, String name) implements EncodedWork {}

    private static final ProcessId OWNER = ProcessId.driver(1);
    private static final int SEEN = 1;

    private final Message.Push push = push();
    private final FrameReader reader = new FrameReader(OWNER);
    private byte[] written = {};
    private final FrameWriter writer = new FrameWriter(OWNER, this::take);
    private final ByteBuffer bytes;

    /** The first write of a body also describes it; the reader must have heard that. */
    public PushFrameBench() {
        var describing = new FrameWriter(OWNER, this::learn);
        describing.write(push);
        writer.write(push);
        bytes = ByteBuffer.wrap(written);
    }

    @Benchmark
    public byte[] write() {
        writer.write(push);
        return written;
    }

    @Benchmark
    public void read(Blackhole sink) throws UnknownFrame {
        bytes.clear();
        reader.read(bytes, sink::consume);
    }

    private void take(MessageLite frame) {
        written = frame.toByteArray();
    }

    private void learn(MessageLite frame) {
        try {
            reader.read(ByteBuffer.wrap(frame.toByteArray()), _ -> {});
        } catch (UnknownFrame e) {
            throw new IllegalStateException("The writer's frame is not the reader's", e);
        }
    }

    private static Message.Push push() {
        Task<Integer> task = () -> SEEN;
        Body body = Body.of(task);
        Encoded captures =
                new ValueCodec(PushFrameBench.class.getClassLoader()).encodeAll(body.captured(), RefsPort.NONE);
        var work = new Work(body.code(), captures, body.code().name());
        return new Message.Push(
                1_000_000,
                1,
                new TaskId(1L << 60, 1L << 50),
                OWNER,
                1,
                1,
                Urgency.NORMAL,
                List.of(),
                List.of(),
                Long.MAX_VALUE,
                work);
    }
}
