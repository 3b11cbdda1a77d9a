package io.mobula.session;

/** The options of the task submitted last: loops submit the same body with the same settings again and again. */
final class OptionsCache {
    private record Entry(TaskSettings settings, Inherited inherited, BodyCode code, TaskOptions options) {}

    private static final Logger LOG = LoggerFactory.getLogger(OptionsCache.class);

    /** Bodies whose use of statics was looked at: off this thread, since it reads class files. */
    private final Set<BodyCode> seen = ConcurrentHashMap.newKeySet();

    private final Shapes shapes;
    private volatile @Nullable Entry last;

    OptionsCache(Shapes shapes) {
        this.shapes = shapes;
    }

    @SuppressWarnings("ReferenceEquality") // a cheap look; what is equal and not the same is made anew
    TaskOptions of(TaskSettings settings, Inherited inherited, Body body) {
        Entry entry = last;
        if (entry != null
                && entry.settings == settings
                && entry.inherited.equals(inherited)
                && entry.code == body.code()) return entry.options;
        look(body);
        TaskOptions options = settings.options(shapes, inherited, body);
        last = new Entry(settings, inherited, body.code(), options);
        return options;
    }

    /** Warns, once for each place, of statics that a cluster does not share. */
    void look(Body body) {
        if (seen.add(body.code())) ForkJoinPool.commonPool().execute(() -> StaticState.warnOnce(body, LOG::warn));
    }
}
