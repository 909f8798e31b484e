namespace Chat.Contracts.Rest;

/// <summary>The numbers are stored.</summary>
public enum ChatType
{
    Direct = 0,
    Group = 1,
    Channel = 2,
}

/// <summary>The numbers are stored; a lower one stands higher.</summary>
public enum MemberRole
{
    Owner = 0,
    Admin = 1,
    Member = 2,
}
