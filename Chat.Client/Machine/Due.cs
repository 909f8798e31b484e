namespace Chat.Client.Machine;

internal static class Due
{
    /// <summary>Null: none of them is due at any time.</summary>
    public static TimeSpan? Earliest(params ReadOnlySpan<TimeSpan?> dues)
    {
        TimeSpan? earliest = null;
        foreach (var due in dues)
        {
            if (earliest is null || due < earliest)
                earliest = due;
        }

        return earliest;
    }
}
