package io.mobula.bench.micro;

import io.mobula.api.Task;
import io.mobula.api.spi.Body;
import io.mobula.wire.value.Encoded;
import io.mobula.wire.value.RefsPort;
import io.mobula.wire.value.ValueCodec;
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

/** What a submit does before the owner hears of the task: the lambda taken apart, its captures encoded. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgs = "--sun-misc-unsafe-memory-access=allow")
public class SubmitBench {
    private final ValueCodec codec = new ValueCodec(SubmitBench.class.getClassLoader());
    private int number;

    /** The lambda alone, to be subtracted. */
    @Benchmark
    public Task<Integer> lambda() {
        int captured = number++;
        return () -> captured;
    }

    @Benchmark
    public Body takeApart() {
        return Body.of(lambda());
    }

    @Benchmark
    public Encoded takeApartAndEncode() {
        return codec.encodeAll(Body.of(lambda()).captured(), RefsPort.NONE);
    }
}
