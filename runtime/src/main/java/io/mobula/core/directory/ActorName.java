package io.mobula.core.directory;

/** Unique among the living actors. */
public record ActorName(String namespace, String name) implements Comparable<ActorName> {
    @Override
    public int compareTo(ActorName other) {
        int first = namespace.compareTo(other.namespace);
        return first != 0 ? first : name.compareTo(other.name);
    }
}
