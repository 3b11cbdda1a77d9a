package io.mobula.session;

import io.mobula.api.spi.Body;
import io.mobula.api.spi.BodyCode;
import io.mobula.api.spi.StaticState;
import io.mobula.core.message.Share;
import io.mobula.core.task.TaskOptions;
import io.mobula.process.Shapes;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The options of the task submitted last: loops submit the same body with the same settings again and again. */
final class OptionsCache {
    private record Entry(TaskSettings settings, Inherited inherited, BodyCode code, TaskOptions options) {}

    private static final Logger LOG = LoggerFactory.getLogger(OptionsCache.class);

    /** Bodies whose use of statics was looked at: off this thread, since it reads class files. */
    private final Set<BodyCode> seen = ConcurrentHashMap.newKeySet();

    private final Shapes shapes;
    private final Optional<Share> share;
    private volatile @Nullable Entry last;

    /** @param share in which all tasks are run; none for the owner's own */
    OptionsCache(Shapes shapes, Optional<Share> share) {
        this.shapes = shapes;
        this.share = share;
    }

    @SuppressWarnings("ReferenceEquality") // a cheap look; what is equal and not the same is made anew
    TaskOptions of(TaskSettings settings, Inherited inherited, Body body) {
        Entry entry = last;
        if (entry != null
                && entry.settings == settings
                && entry.inherited.equals(inherited)
                && entry.code == body.code()) return entry.options;
        look(body);
        TaskOptions options = settings.options(new RemoteSettings.Kinds(shapes, share), inherited, body);
        last = new Entry(settings, inherited, body.code(), options);
        return options;
    }

    /** Warns, once for each place, of statics that a cluster does not share. */
    void look(Body body) {
        if (seen.add(body.code())) ForkJoinPool.commonPool().execute(() -> StaticState.warnOnce(body, LOG::warn));
    }
}
