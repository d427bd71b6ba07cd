//! Layers over tokens, which operator set 17 only has in parts.

use super::{Graph, INT64, NORM_EPSILON, Value};
use crate::model::{Layer, NamedLayer, Reach, Shape};

impl Graph {
    /// Adds a layer that reads `inputs`, its parameters last; gives the name of its result.
    pub(super) fn tokens(&mut self, placed: &NamedLayer, inputs: &[String]) -> String {
        let inputs: Vec<&str> = inputs.iter().map(String::as_str).collect();
        let name = placed.name.as_str();
        match (placed.layer, inputs.as_slice()) {
            (Layer::Patches { size }, &[x]) => self.patches(placed, size, x),
            (Layer::Embedding { .. }, &[x, weight]) => {
                let Shape::Sequence { tokens, .. } = placed.output else { return placed.name.clone() };
                let row = self.reshape(name, "row", x, &[0, tokens]);
                let places = self.part(name, "places", "Cast", &[&row], &[("to", Value::Int(INT64))]);
                self.node("Gather", &[weight, &places], name, &[("axis", Value::Int(0))]);
            }
            (Layer::Linear { .. }, &[x, weight, bias]) => {
                let turned = self.part(name, "turned", "Transpose", &[weight], &[("perm", Value::Ints(vec![1, 0]))]);
                let product = self.part(name, "product", "MatMul", &[x, &turned], &[]);
                self.node("Add", &[&product, bias], name, &[]);
            }
            (Layer::LayerNorm, inputs) => {
                let axis = if matches!(placed.input, Shape::Sequence { .. }) { 2 } else { 1 };
                let attributes = [("axis", Value::Int(axis)), ("epsilon", Value::Float(NORM_EPSILON))];
                self.node("LayerNormalization", inputs, name, &attributes);
            }
            (Layer::Gelu, &[x]) => self.gelu(name, x),
            (Layer::Attention { heads, reach }, &[x]) => self.attention(placed, heads, reach, x),
            (Layer::MeanTokens, inputs) => {
                let attributes = [("axes", Value::Ints(vec![1])), ("keepdims", Value::Int(0))];
                self.node("ReduceMean", inputs, name, &attributes);
            }
            // Positions are added; what else reads several inputs is not about tokens.
            (_, inputs) => self.node("Add", inputs, name, &[]),
        }
        placed.name.clone()
    }

    /// Adds a node within a layer; gives the name of its result.
    fn part(
        &mut self,
        layer: &str,
        what: &str,
        operator: &str,
        inputs: &[&str],
        attributes: &[(&str, Value)],
    ) -> String {
        let name = format!("{layer}.{what}");
        self.node(operator, inputs, &name, attributes);
        name
    }

    /// Adds a constant of a layer; gives its name.
    fn constant(&mut self, layer: &str, what: &str, shape: &[usize], values: &[f32]) -> String {
        let name = format!("{layer}.{what}");
        self.tensor(&name, shape, values);
        name
    }

    /// Gives numbers another shape; a size of 0 stays as it is.
    fn reshape(&mut self, layer: &str, what: &str, input: &str, sizes: &[usize]) -> String {
        let shape = format!("{layer}.{what}.shape");
        self.whole(&shape, &[sizes.len()], &sizes.iter().map(|&size| size as i64).collect::<Vec<_>>());
        self.part(layer, what, "Reshape", &[input, &shape], &[])
    }

    fn patches(&mut self, placed: &NamedLayer, size: usize, x: &str) {
        let (Shape::Map { channels, height, width }, name) = (placed.input, placed.name.as_str()) else { return };
        let (rows, columns) = (height / size, width / size);
        let cut = self.reshape(name, "cut", x, &[0, channels, rows, size, columns, size]);
        let order = [("perm", Value::Ints(vec![0, 2, 4, 1, 3, 5]))];
        let squares = self.part(name, "squares", "Transpose", &[&cut], &order);
        let tokens = self.reshape(name, "tokens", &squares, &[0, rows * columns, channels * size * size]);
        self.node("Identity", &[&tokens], name, &[]);
    }

    /// ½ x (1 + erf(x / √2)).
    fn gelu(&mut self, name: &str, x: &str) {
        let root = self.constant(name, "root", &[], &[std::f32::consts::FRAC_1_SQRT_2]);
        let one = self.constant(name, "one", &[], &[1.0]);
        let half = self.constant(name, "half", &[], &[0.5]);
        let scaled = self.part(name, "scaled", "Mul", &[x, &root], &[]);
        let erf = self.part(name, "erf", "Erf", &[&scaled], &[]);
        let sum = self.part(name, "sum", "Add", &[&erf, &one], &[]);
        let product = self.part(name, "product", "Mul", &[x, &sum], &[]);
        self.node("Mul", &[&product, &half], name, &[]);
    }

    fn attention(&mut self, placed: &NamedLayer, heads: usize, reach: Reach, x: &str) {
        let (Shape::Sequence { tokens, width }, name) = (placed.output, placed.name.as_str()) else { return };
        let size = width / heads.max(1);
        let parts = self.reshape(name, "parts", x, &[0, tokens, 3, heads, size]);
        let by_head = self.part(name, "heads", "Transpose", &[&parts], &[("perm", Value::Ints(vec![2, 0, 3, 1, 4]))]);
        let mut third = |index: i64, what: &str| {
            let place = format!("{name}.{what}.place");
            self.whole(&place, &[], &[index]);
            self.part(name, what, "Gather", &[&by_head, &place], &[("axis", Value::Int(0))])
        };
        let (query, key, value) = (third(0, "query"), third(1, "key"), third(2, "value"));
        let key = self.part(name, "turned", "Transpose", &[&key], &[("perm", Value::Ints(vec![0, 1, 3, 2]))]);
        let product = self.part(name, "product", "MatMul", &[&query, &key], &[]);
        let factor = self.constant(name, "factor", &[], &[1.0 / (size as f32).sqrt()]);
        let mut scores = self.part(name, "scores", "Mul", &[&product, &factor], &[]);
        if reach == Reach::Causal {
            let seen = |at: usize| if at % tokens <= at / tokens { 0.0 } else { f32::NEG_INFINITY };
            let unseen: Vec<f32> = (0..tokens * tokens).map(seen).collect();
            let mask = self.constant(name, "mask", &[tokens, tokens], &unseen);
            scores = self.part(name, "masked", "Add", &[&scores, &mask], &[]);
        }
        let weights = self.part(name, "weights", "Softmax", &[&scores], &[("axis", Value::Int(3))]);
        let seen = self.part(name, "seen", "MatMul", &[&weights, &value], &[]);
        let by_token = self.part(name, "joined", "Transpose", &[&seen], &[("perm", Value::Ints(vec![0, 2, 1, 3]))]);
        let output = self.reshape(name, "rows", &by_token, &[0, tokens, width]);
        self.node("Identity", &[&output], name, &[]);
    }
}
