//! A company made of numbers: everything in it is a position in a list.

/// The entities, in the order of their positions.
pub const ENTITIES: [&str; 4] = ["case", "firm", "memo", "brand"];
pub const CASE: usize = 0;
pub const FIRM: usize = 1;
pub const MEMO: usize = 2;
pub const BRAND: usize = 3;

/// Random numbers that are the same for the same seed (SplitMix64).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x1234_5678_9abc_def0)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Less than `n`.
    pub fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n as u64).unwrap()
    }

    /// True in `percent` of a hundred.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// A position in a list of `n`, or none.
    fn maybe(&mut self, percent: usize, n: usize) -> Option<usize> {
        (n > 0 && self.chance(percent)).then(|| self.below(n))
    }
}

#[derive(Clone, Debug)]
pub struct Role {
    pub parent: Option<usize>,
    pub peers: bool,
}

#[derive(Clone, Copy, Debug)]
pub struct Rights {
    pub create: bool,
    pub read: bool,
    pub update: bool,
    pub delete: bool,
}

#[derive(Clone, Debug)]
pub struct Profile {
    pub admin: bool,
    pub own_only: bool,
    pub rights: [Rights; 4],
    /// Fields of the entity `case`.
    pub hidden: Vec<&'static str>,
}

#[derive(Clone, Debug)]
pub struct User {
    pub profile: usize,
    pub role: Option<usize>,
    pub active: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum To {
    User(usize),
    Role(usize),
    RoleAndBelow(usize),
    Team(usize),
}

#[derive(Clone, Debug)]
pub enum Criteria {
    SizeAtLeast(i64),
    NameHas(&'static str),
    SecretIs(&'static str),
    MadeToday,
    /// A field that does not exist.
    Broken,
}

#[derive(Clone, Debug)]
pub struct Rule {
    pub entity: usize,
    pub from: Option<To>,
    pub criteria: Option<Criteria>,
    pub to: To,
    pub superiors: bool,
    pub write: bool,
}

#[derive(Clone, Debug)]
pub struct Rec {
    pub entity: usize,
    pub owner: usize,
    pub worker: Option<usize>,
    pub name: &'static str,
    pub size: i64,
    pub secret: &'static str,
    /// Of a case: a firm. Of a memo: what it is about.
    pub link: Option<usize>,
    pub binned: bool,
}

#[derive(Clone, Debug)]
pub struct Share {
    pub record: usize,
    pub to: To,
    pub write: bool,
    pub ended: bool,
}

#[derive(Clone, Debug)]
pub struct World {
    pub number: u64,
    pub roles: Vec<Role>,
    pub profiles: Vec<Profile>,
    pub users: Vec<User>,
    pub teams: Vec<Vec<usize>>,
    /// 0 private, 1 read, 2 write; none is not set.
    pub defaults: [Option<u8>; 4],
    pub rules: Vec<Rule>,
    pub records: Vec<Rec>,
    pub shares: Vec<Share>,
}

impl World {
    pub fn new(number: u64) -> (Self, Dice) {
        let mut dice = Dice::new(number);
        let d = &mut dice;
        let roles: Vec<Role> = (0..d.below(5))
            .map(|at| Role {
                parent: d.maybe(75, at),
                peers: d.chance(30),
            })
            .collect();
        let mut profiles = vec![profile(d, true)];
        profiles.extend((0..1 + d.below(3)).map(|_| profile(d, false)));
        let mut users = vec![User {
            profile: 0,
            role: d.maybe(30, roles.len()),
            active: true,
        }];
        users.extend((0..3 + d.below(3)).map(|_| User {
            profile: 1 + d.below(profiles.len() - 1),
            role: d.maybe(85, roles.len()),
            active: true,
        }));
        let teams = (0..d.below(3))
            .map(|_| (0..users.len()).filter(|_| d.chance(40)).collect())
            .collect();
        let open = |d: &mut Dice| [None, Some(0), Some(0), Some(0), Some(1), Some(2)][d.below(6)];
        let defaults = [open(d), open(d), open(d), open(d)];
        let mut world = Self {
            number,
            roles,
            profiles,
            users,
            teams,
            defaults,
            rules: Vec::new(),
            records: Vec::new(),
            shares: Vec::new(),
        };
        world.rules = (0..d.below(4)).map(|_| world.rule(d)).collect();
        for at in 0..8 + d.below(5) {
            let record = world.record(d, at);
            world.records.push(record);
        }
        world.shares = (0..d.below(5)).map(|_| world.share(d)).collect();
        let mut seen = Vec::new();
        world.shares.retain(|share| {
            let key = (share.record, share.to);
            let new = !seen.contains(&key);
            seen.push(key);
            new
        });
        (world, dice)
    }

    fn to(&self, d: &mut Dice, below_too: bool) -> To {
        match d.below(4) {
            0 if !self.teams.is_empty() => To::Team(d.below(self.teams.len())),
            1 if !self.roles.is_empty() => To::Role(d.below(self.roles.len())),
            2 if !self.roles.is_empty() && below_too => To::RoleAndBelow(d.below(self.roles.len())),
            _ => To::User(d.below(self.users.len())),
        }
    }

    fn rule(&self, d: &mut Dice) -> Rule {
        let entity = if d.chance(60) { CASE } else { d.below(4) };
        let criteria = match d.below(7) {
            0 if entity == CASE => Some(Criteria::SizeAtLeast(2)),
            1 if entity == CASE => Some(Criteria::SecretIs("pear")),
            2 => Some(Criteria::NameHas("alpha")),
            3 => Some(Criteria::MadeToday),
            4 => Some(Criteria::Broken),
            _ => None,
        };
        Rule {
            entity,
            from: d.chance(50).then(|| self.to(d, true)),
            criteria,
            to: self.to(d, true),
            superiors: d.chance(40),
            write: d.chance(50),
        }
    }

    fn record(&self, d: &mut Dice, at: usize) -> Rec {
        // The first few are linked to by later ones.
        let entity = match at {
            0 | 1 => FIRM,
            2 => BRAND,
            3..=6 => CASE,
            _ => [CASE, MEMO, MEMO][d.below(3)],
        };
        let link = match entity {
            CASE => Some(d.below(2)),
            MEMO => Some([0, 1, 3, 4, 5][d.below(5)]),
            _ => None,
        };
        Rec {
            entity,
            owner: d.below(self.users.len()),
            worker: (entity == CASE && d.chance(40)).then(|| d.below(self.users.len())),
            name: ["alpha thing", "beta thing", "gamma thing"][d.below(3)],
            size: d.below(4).try_into().unwrap(),
            secret: ["pear", "plum", "fig tree"][d.below(3)],
            link,
            binned: at > 5 && d.chance(15),
        }
    }

    fn share(&self, d: &mut Dice) -> Share {
        Share {
            record: d.below(self.records.len()),
            to: self.to(d, false),
            write: d.chance(50),
            ended: d.chance(25),
        }
    }

    /// Something happens: a user moves or leaves, a role moves, a record changes hands, a share ends.
    pub fn change(&mut self, d: &mut Dice) {
        let user = d.below(self.users.len());
        match d.below(5) {
            0 => self.users[user].role = d.maybe(85, self.roles.len()),
            1 if user > 0 => self.users[user].active = false,
            2 if self.roles.len() > 1 => {
                let role = d.below(self.roles.len());
                let parent = d.maybe(70, self.roles.len());
                if parent.is_none_or(|parent| !self.is_under(parent, role)) {
                    self.roles[role].parent = parent;
                }
            }
            3 if !self.shares.is_empty() => {
                let share = d.below(self.shares.len());
                self.shares.remove(share);
            }
            _ => {
                let record = d.below(self.records.len());
                if !self.records[record].binned {
                    self.records[record].owner = user;
                }
            }
        }
    }

    fn is_under(&self, role: usize, of: usize) -> bool {
        role == of
            || self.roles[role]
                .parent
                .is_some_and(|parent| self.is_under(parent, of))
    }
}

fn profile(d: &mut Dice, admin: bool) -> Profile {
    let rights = |d: &mut Dice| Rights {
        create: d.chance(80),
        read: d.chance(90),
        update: d.chance(80),
        delete: d.chance(70),
    };
    let hidden: &[&str] = match d.below(6) {
        0 => &["secret"],
        1 => &["size"],
        2 => &["name", "secret"],
        _ => &[],
    };
    Profile {
        admin,
        own_only: d.chance(20),
        rights: [rights(d), rights(d), rights(d), rights(d)],
        hidden: hidden.to_vec(),
    }
}
