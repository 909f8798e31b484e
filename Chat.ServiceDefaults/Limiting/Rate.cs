namespace Chat.ServiceDefaults.Limiting;

/// <summary>So many a second in the long run, and so many at once. None of either means no limit.</summary>
public readonly record struct Rate(double PerSecond, int Burst)
{
    public bool IsLimited => PerSecond > 0 && Burst > 0;

    public static Rate AnHour(double number, int burst) => new(number / 3_600, burst);
}
