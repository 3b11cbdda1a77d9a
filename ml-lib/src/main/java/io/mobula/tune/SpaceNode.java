package io.mobula.tune;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.List;

/** A space taken apart: what makes one value of it from coordinates, or from the number of a grid's point. */
sealed interface SpaceNode {
    /** How many coordinates it takes, whatever variants they choose: the same coordinate always means the same component. */
    int dimensions();

    /** @param from the first of its coordinates */
    Object at(double[] unit, int from);

    /** How many points its grid has. */
    long gridSize();

    /** @param index from 0 */
    Object gridAt(long index);

    /** One component with a domain. */
    record Leaf(String path, Domain<?> domain, Conversion conversion) implements SpaceNode {
        @Override
        public int dimensions() {
            return 1;
        }

        @Override
        public Object at(double[] unit, int from) {
            return conversion.convert(domain.at(unit[from]));
        }

        @Override
        public long gridSize() {
            int size = domain.grid().size();
            if (size == 0) {
                throw new IllegalArgumentException(
                        path
                                + " is continuous and has no grid. Say how many values to try: points = 5 in its annotation, or Domain.uniform(…).points(5)");
            }
            return size;
        }

        @Override
        public Object gridAt(long index) {
            return conversion.convert(domain.grid().get((int) index));
        }
    }

    /** A record: every combination of its components. */
    record Product(Constructor<?> constructor, List<SpaceNode> parts) implements SpaceNode {
        @Override
        public int dimensions() {
            return parts.stream().mapToInt(SpaceNode::dimensions).sum();
        }

        @Override
        public Object at(double[] unit, int from) {
            Object[] values = new Object[parts.size()];
            int next = from;
            for (int i = 0; i < values.length; i++) {
                values[i] = parts.get(i).at(unit, next);
                next += parts.get(i).dimensions();
            }
            return make(values);
        }

        @Override
        public long gridSize() {
            long size = 1;
            for (SpaceNode part : parts) size = Math.multiplyExact(size, part.gridSize());
            return size;
        }

        /** The last component changes fastest. */
        @Override
        public Object gridAt(long index) {
            Object[] values = new Object[parts.size()];
            long rest = index;
            for (int i = values.length - 1; i >= 0; i--) {
                long size = parts.get(i).gridSize();
                values[i] = parts.get(i).gridAt(rest % size);
                rest /= size;
            }
            return make(values);
        }

        private Object make(Object[] values) {
            try {
                return constructor.newInstance(values);
            } catch (InvocationTargetException e) {
                throw new IllegalArgumentException(
                        constructor.getDeclaringClass().getSimpleName() + " refuses a point of its own space, "
                                + List.of(values) + ": " + e.getCause()
                                + ". Narrow the domains, or let the trial handle such a point",
                        e.getCause());
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException("Cannot make a " + constructor.getDeclaringClass() + ": " + e, e);
            }
        }
    }

    /** A sealed type: one of its variants. Takes one coordinate to choose, and those of all variants. */
    record Sum(List<SpaceNode> variants) implements SpaceNode {
        @Override
        public int dimensions() {
            return 1 + variants.stream().mapToInt(SpaceNode::dimensions).sum();
        }

        @Override
        public Object at(double[] unit, int from) {
            int chosen = (int) (unit[from] * variants.size());
            int start = from + 1;
            for (int i = 0; i < chosen; i++) start += variants.get(i).dimensions();
            return variants.get(chosen).at(unit, start);
        }

        @Override
        public long gridSize() {
            long size = 0;
            for (SpaceNode variant : variants) size = Math.addExact(size, variant.gridSize());
            return size;
        }

        @Override
        public Object gridAt(long index) {
            long rest = index;
            for (SpaceNode variant : variants) {
                if (rest < variant.gridSize()) return variant.gridAt(rest);
                rest -= variant.gridSize();
            }
            throw new IndexOutOfBoundsException("Point " + index + " of a grid of " + gridSize());
        }
    }
}
