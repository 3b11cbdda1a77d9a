package io.mobula.boot;

import io.mobula.api.ConnectOptions;
import io.mobula.api.Mobula;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.StartException;
import io.mobula.code.ClassPathScan;
import io.mobula.code.JobLoader;
import io.mobula.core.message.Demand;
import io.mobula.core.message.Selector;
import io.mobula.session.EmbeddedNode;
import java.io.IOException;
import java.util.List;

/** A node in this JVM. Starts neither Pekko nor Ratis, and opens no port. */
final class EmbeddedBoot {
    private EmbeddedBoot() {}

    static Mobula open(ConnectOptions.Mode mode) {
        return switch (mode) {
            case SHARED -> EmbeddedNode.open(settings());
            case STRICT -> strict();
        };
    }

    private static EmbeddedNode.Settings settings() {
        long cpus = Runtime.getRuntime().availableProcessors() * Demand.UNIT;
        var capacity = new Demand(List.of(
                new Demand.Amount("cpu", cpus),
                new Demand.Amount(Selector.label(Selector.NODE, "embedded"), Selector.PLENTY),
                new Demand.Amount("memory", memoryUnits())));
        return new EmbeddedNode.Settings(
                capacity,
                (long) (Defaults.storeCapacity().count() * Defaults.ARGUMENT_SHARE),
                Defaults.SHARDS,
                Defaults.INFEASIBLE_GRACE.toNanos(),
                Defaults.BACKLOG_BYTES,
                Defaults.storeCapacity(),
                Defaults.INLINE_LIMIT_BYTES,
                Defaults.LINEAGE_BYTES);
    }

    /** What tasks may reserve: this JVM's heap is all there is. */
    private static long memoryUnits() {
        return Math.multiplyExact(Runtime.getRuntime().maxMemory(), Demand.UNIT);
    }

    private static Mobula strict() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        ClassLoader program = context == null ? EmbeddedBoot.class.getClassLoader() : context;
        try {
            JobLoader tasks = JobLoader.over("strict", ClassPathScan.ofThisJvm());
            return EmbeddedNode.openStrict(settings(), program, tasks, () -> close(tasks));
        } catch (IOException e) {
            throw new StartException(
                    ErrorCode.CONFIG_INVALID,
                    "The class path cannot be loaded a second time: " + e.getMessage() + ". Check its entries",
                    e);
        }
    }

    private static void close(JobLoader tasks) {
        try {
            tasks.close();
        } catch (IOException ignored) {
            // Its jars were only read.
        }
    }
}
