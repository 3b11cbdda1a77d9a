package io.mobula.session;

import io.mobula.api.Priority;
import io.mobula.api.spi.Body;
import io.mobula.api.spi.BodyCode;
import io.mobula.core.task.TaskOptions;
import org.jspecify.annotations.Nullable;

/** The options of the task submitted last: loops submit the same body with the same settings again and again. */
final class OptionsCache {
    private record Entry(TaskSettings settings, Priority priority, BodyCode code, TaskOptions options) {}

    private final Shapes shapes = new Shapes();
    private volatile @Nullable Entry last;

    @SuppressWarnings("ReferenceEquality") // a cheap look; what is equal and not the same is made anew
    TaskOptions of(TaskSettings settings, Priority inherited, Body body) {
        Entry entry = last;
        if (entry != null && entry.settings == settings && entry.priority == inherited && entry.code == body.code())
            return entry.options;
        TaskOptions options = settings.options(shapes, inherited, body);
        last = new Entry(settings, inherited, body.code(), options);
        return options;
    }
}
