namespace Chat.Gateway.Pushing;

/// <summary>
/// The numbers of the batches of each source, 1, 2, 3 …: a missing one means that pushes were lost. Sources that have been
/// silent longest are forgotten beyond <see cref="MaxSources"/>; one that comes back then counts as a jump.
/// </summary>
public sealed class PushNumbers(TimeProvider time)
{
    private const int MaxSources = 64;

    private readonly Dictionary<string, (long Number, long At)> _last = [];

    public enum Verdict
    {
        /// <summary>The next one.</summary>
        Next,

        /// <summary>Some before it are missing; it counts itself.</summary>
        Jump,

        /// <summary>It was here already, or was given up by its source and overtaken.</summary>
        Repeated,
    }

    public Verdict Take(string source, long number)
    {
        var (last, _) = _last.GetValueOrDefault(source);
        if (number <= last)
            return Verdict.Repeated;

        if (last == 0 && _last.Count >= MaxSources)
            _last.Remove(_last.MinBy(entry => entry.Value.At).Key);
        _last[source] = (number, time.GetTimestamp());
        return number == last + 1 ? Verdict.Next : Verdict.Jump;
    }
}
