package io.mobula.cluster;

import io.mobula.api.ConnectOptions;
import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A program that fills a cluster, says so, and waits to be killed. */
final class DoomedDriver {
    private static final int STORED_BYTES = 3 << 20;

    private DoomedDriver() {}

    public static void main(String[] arguments) throws Exception {
        String folder = arguments[2];
        Mobula mobula = Mobula.connect(ConnectOptions.to(arguments[0]).withDirectory(Path.of(arguments[1])));
        ObjectRef<byte[]> shared = mobula.put(new byte[STORED_BYTES]);
        List<ObjectRef<?>> kept = new ArrayList<>();
        kept.add(shared);
        for (int i = 0; i < 6; i++) {
            ObjectRef<byte[]> stored = mobula.submit(() -> new byte[shared.get().length]);
            mobula.await(List.of(stored), 1, LocalCluster.LIMIT);
            kept.add(stored);
        }
        for (int i = 0; i < 3; i++) {
            String name = "outer-" + i;
            kept.add(mobula.task().cpus(0.25).submit(() -> {
                ObjectRef<String> inner =
                        mobula.task().cpus(0.25).submit(() -> Bodies.untilInterrupted(folder, name + "-inner"));
                return inner.get() + Bodies.untilInterrupted(folder, name);
            }));
        }
        for (int i = 0; i < 3; i++) {
            String name = "plain-" + i;
            kept.add(mobula.task().cpus(0.25).submit(() -> Bodies.untilInterrupted(folder, name)));
        }
        new CountDownLatch(1).await();
        kept.forEach(ObjectRef::get);
    }
}
