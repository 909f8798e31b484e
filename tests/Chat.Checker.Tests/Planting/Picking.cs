namespace Chat.Checker.Tests.Planting;

internal static class Picking
{
    public static T Pick<T>(this Random random, IEnumerable<T> candidates)
    {
        var all = candidates.ToArray();
        return all.Length > 0 ? all[random.Next(all.Length)] : throw new InvalidOperationException("The run has no place for this.");
    }
}
