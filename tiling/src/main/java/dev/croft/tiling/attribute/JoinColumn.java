package dev.croft.tiling.attribute;

/** A column of a joined file and the attribute it becomes. */
public record JoinColumn(String name, String attribute) {
    @Override
    public String toString() {
        return name.equals(attribute) ? name : name + "=" + attribute;
    }
}
