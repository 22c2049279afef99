package dev.croft.tiling.slice;

import dev.croft.tiling.slice.Arrangement.Rule;
import dev.croft.tiling.slice.FragmentCheck.Verdict;
import dev.croft.tiling.slice.SliceCounts.Mending;

/**
 * Makes a fragment that is not valid so, by the rule of JTS's GeometryFixer: a ring that crosses itself holds what it turns around,
 * however it turns; a part is its shell without its holes; parts that overlap are joined. On the lattice first
 * ({@link Arrangement}), by JTS if that does not do. Confined to one thread.
 */
final class FragmentRepair {
    private final FragmentCheck check;
    private final Arrangement arrangement;
    private final LatticeRings rebuilt = new LatticeRings();
    private final LatticeRings part = new LatticeRings();
    private final LatticeRings parts = new LatticeRings();

    FragmentRepair(FragmentCheck check, Arrangement arrangement) {
        this.check = check;
        this.arrangement = arrangement;
    }

    /** Puts a valid form of a fragment, perhaps nothing, into {@code out}; says how. */
    Mending repair(LatticeRings fragment, LatticeRings out) {
        out.clear();
        arrangement.hasWidened();
        if (rebuild(fragment, out) && isValid(out)) {
            return arrangement.hasWidened() ? Mending.WIDENED : Mending.REBUILT;
        }
        out.clear();
        JtsRepair.repair(fragment, out);
        if (isValid(out)) {
            return Mending.BY_JTS;
        }
        out.clear();
        return Mending.DROPPED;
    }

    /** Rebuilding, and JTS, settle how rings may touch. */
    private boolean isValid(LatticeRings rings) {
        return rings.isEmpty() || check.check(rings) != Verdict.BROKEN;
    }

    private boolean rebuild(LatticeRings fragment, LatticeRings out) {
        LatticeRings joined = fragment.partCount() == 1 ? out : parts;
        joined.clear();
        for (int i = 0; i < fragment.partCount(); i++) {
            if (!rebuildPart(fragment, i, joined)) {
                return false;
            }
        }
        return joined == out
                || joined.isEmpty()
                || arrangement.rebuild(joined, 0, joined.ringCount(), Rule.POSITIVE, out);
    }

    private boolean rebuildPart(LatticeRings fragment, int index, LatticeRings out) {
        part.clear();
        int shell = fragment.partStart(index);
        for (int ring = shell; ring < fragment.partEnd(index); ring++) {
            if (!addSimple(fragment, ring, ring == shell ? 1 : -1)) {
                return false;
            }
        }
        part.endPart();
        if (part.ringCount() == 1 && fragment.partEnd(index) == shell + 1) {
            out.copyRing(part, 0);
            out.endPart();
            return true;
        }
        return part.isEmpty() || arrangement.rebuild(part, 0, part.ringCount(), Rule.POSITIVE, out);
    }

    /** Adds a ring, or the rings that it makes if it meets itself, to the part at hand. */
    private boolean addSimple(LatticeRings fragment, int ring, int sign) {
        if (check.isSimple(fragment, ring)) {
            part.copyRing(fragment, ring);
            return true;
        }
        rebuilt.clear();
        if (!arrangement.rebuild(fragment, ring, ring + 1, Rule.NONZERO, rebuilt)) {
            return false;
        }
        for (int i = 0; i < rebuilt.ringCount(); i++) {
            if (sign < 0) {
                rebuilt.reverse(i);
            }
            part.copyRing(rebuilt, i);
        }
        return true;
    }
}
