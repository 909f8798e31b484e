namespace Chat.ServiceDefaults.Limiting;

/// <summary>What a request takes of a limit.</summary>
/// <param name="Id">Whose limit it is.</param>
public readonly record struct Charge(ClusterLimit Limit, string Id, int Cost = 1);
