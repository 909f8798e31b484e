using Chat.Load.Pairs;

namespace Chat.Load.Groups;

/// <summary>How one-to-one messages fared beside a group.</summary>
internal sealed record BesideFigures(double PerSecond, double? DeliveryP50Ms, double? DeliveryP99Ms, bool Passed)
{
    public static BesideFigures Of(PairsReport pairs) => new(pairs.PerSecond, pairs.DeliveryP50Ms, pairs.DeliveryP99Ms, pairs.Passed);
}
