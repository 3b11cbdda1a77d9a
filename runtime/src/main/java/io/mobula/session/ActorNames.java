package io.mobula.session;

import io.mobula.core.directory.ActorSpec;

/** What people call an actor. */
final class ActorNames {
    private ActorNames() {}

    /** Its name, else its class without the package. */
    static String shown(ActorSpec spec) {
        if (!spec.name().isEmpty()) return spec.name();
        String type = spec.type();
        return type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
    }

    /** With its id. */
    static String full(ActorSpec spec) {
        return "Actor " + shown(spec) + " (" + spec.id() + ")";
    }
}
