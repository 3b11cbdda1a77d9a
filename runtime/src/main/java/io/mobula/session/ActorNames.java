package io.mobula.session;

import io.mobula.core.directory.ActorSpec;

/** What people call an actor. */
final class ActorNames {
    /** {@code actor-} and eight digits. */
    private static final int SHORT_ID = 14;

    private ActorNames() {}

    /** Its name, else its class without the package. */
    static String shown(ActorSpec spec) {
        return spec.name().isEmpty() ? type(spec) : spec.name();
    }

    private static String type(ActorSpec spec) {
        String type = spec.type();
        return type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
    }

    /** {@code Counter actor hits}; without a name the beginning of its id. */
    static String speaking(ActorSpec spec) {
        String id = spec.id().toString();
        return type(spec) + " actor "
                + (spec.name().isEmpty() ? id.substring(0, Math.min(id.length(), SHORT_ID)) : spec.name());
    }

    /** With its id. */
    static String full(ActorSpec spec) {
        return "Actor " + shown(spec) + " (" + spec.id() + ")";
    }
}
