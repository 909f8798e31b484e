namespace Chat.ServiceDefaults.Draining;

/// <summary>How those who are connected are let go: one after another, evenly over a time, so that they do not all come to the others
/// at once.</summary>
public static class Goodbyes
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>Ends with the last one, or earlier when nobody is left.</summary>
    /// <param name="say">To one, in the order given. Must not throw.</param>
    /// <param name="isAnybodyLeft">Asked again and again.</param>
    public static async Task SayAsync<T>(
        IReadOnlyList<T> connected, TimeSpan over, Action<T> say, Func<bool> isAnybodyLeft, TimeProvider time, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        for (var told = 0; ;)
        {
            var elapsed = time.GetElapsedTime(began);
            var due = elapsed >= over ? connected.Count : (int)(connected.Count * (elapsed / over));
            for (; told < due; told++)
                say(connected[told]);
            if (told == connected.Count || !isAnybodyLeft())
                return;

            await Task.Delay(Look, time, cancellation);
        }
    }
}
